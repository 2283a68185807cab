using System.Globalization;

namespace Cluster.Stress;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Campaigns">Which, in the order of the list.</param>
/// <param name="Size">How much of each.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Machine">Folder of the results.</param>
internal sealed record StressOptions(IReadOnlyList<ICampaign> Campaigns, StressSize Size, int Seed, string Machine)
{
    internal const string Usage = "usage: stress [campaign …|all] [--size smoke|ci|full|night] [--seed N] [--machine NAME]";

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    internal static StressOptions Parse(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        (StressSize size, int seed, string machine) = (StressSize.Ci, Random.Shared.Next(), Environment.MachineName);
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--size": size = ParseSize(Value(arguments, ref i)); break;
                case "--seed": seed = ParseSeed(Value(arguments, ref i)); break;
                case "--machine": machine = ParseMachine(Value(arguments, ref i)); break;
                case ['-', ..]: throw new FormatException($"{arguments[i]}: is not an option");
                default: names.Add(arguments[i]); break;
            }
        }

        string? unknown = names.Find(static name => name != "all" && CampaignList.All.All(campaign => campaign.Name != name));
        if (unknown is not null)
        {
            string known = string.Join(", ", CampaignList.All.Select(static one => one.Name));
            throw new FormatException($"{unknown}: is not a campaign (choose {known}, or all)");
        }

        bool all = names.Count == 0 || names.Contains("all");
        return new StressOptions([.. CampaignList.All.Where(campaign => all || names.Contains(campaign.Name))], size, seed, machine);
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count ? arguments[index] : throw new FormatException($"{arguments[index - 1]}: needs a value");

    private static StressSize ParseSize(string text) => Enum.TryParse(text, ignoreCase: true, out StressSize size) && Enum.IsDefined(size)
        ? size
        : throw new FormatException($"--size {text}: is none (choose smoke, ci, full or night)");

    private static int ParseSeed(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
        ? seed
        : throw new FormatException($"--seed {text}: is no number from 0 to {int.MaxValue}");

    private static string ParseMachine(string text) =>
        text is not ("" or "." or "..") && text.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        ? text
        : throw new FormatException($"--machine {text}: is no name of a folder");
}
