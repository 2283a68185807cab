using System.Globalization;
using Cluster.Fuzzing.Targets;

namespace Cluster.Fuzz;

/// <summary>What the command line asks for.</summary>
/// <param name="Targets">Names.</param>
/// <param name="Count">Inputs of each; null for its part of a whole campaign.</param>
/// <param name="Seed">Of all that is random.</param>
/// <param name="Input">One input to try again; null for as many as there are.</param>
internal sealed record Request(IReadOnlyList<string> Targets, long? Count, int Seed, byte[]? Input)
{
    /// <exception cref="FormatException">The message says what is wrong.</exception>
    internal static Request Parse(string[] arguments)
    {
        var targets = new List<string>();
        long? count = null;
        int? seed = null;
        byte[]? input = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--count": count = Number(arguments[i++], value, long.MaxValue); break;
                case "--seed": seed = (int)Number(arguments[i++], value, int.MaxValue); break;
                case "--input":
                    input = Convert.FromHexString(value ?? throw new FormatException("--input needs an input in hexadecimal"));
                    i++;
                    break;
                default:
                    if (!TargetList.Names.Contains(arguments[i]))
                        throw new FormatException($"{arguments[i]}: is no target (choose {string.Join(", ", TargetList.Names)})");
                    targets.Add(arguments[i]);
                    break;
            }
        }

        if (input is not null && targets.Count != 1) throw new FormatException("--input needs one target");
        return new Request(targets.Count > 0 ? targets : [.. TargetList.Names], count, seed ?? Random.Shared.Next(), input);
    }

    private static long Number(string option, string? text, long most) =>
        long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number) && number >= 0 && number <= most
            ? number
            : throw new FormatException($"{option} needs a whole number");
}
