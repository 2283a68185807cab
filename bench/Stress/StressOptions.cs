using System.Globalization;
using Cluster.Coordinator.Execution;

namespace Cluster.Stress;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Campaigns">Which, in the order of the list.</param>
/// <param name="Size">How much of each.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Machine">Folder of the results.</param>
/// <param name="Channel">What frames go through.</param>
/// <param name="HandOut">How chunks get to workers in mode shared.</param>
internal sealed record StressOptions(
    IReadOnlyList<ICampaign> Campaigns, StressSize Size, int Seed, string Machine, PoolChannel Channel, HandOutChoice HandOut)
{
    internal const string Usage = "usage: stress [campaign …|all] [--size smoke|ci|full|night] [--seed N]"
        + " [--channel auto|pipe|ring] [--hand-out self|messages] [--machine NAME]";

    /// <summary>What is not the default, as on the command line, to be put behind a campaign's name; empty where all is.</summary>
    internal string Ways => $"{(Channel == default ? "" : $" --channel {Word(Channel)}")}{(HandOut == default ? "" : $" --hand-out {Word(HandOut)}")}";

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    internal static StressOptions Parse(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        (StressSize size, int seed, string machine) = (StressSize.Ci, Random.Shared.Next(), Environment.MachineName);
        (PoolChannel channel, HandOutChoice handOut) = (default, default);
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--size": size = ParseWord<StressSize>("--size", Value(arguments, ref i)); break;
                case "--seed": seed = ParseSeed(Value(arguments, ref i)); break;
                case "--machine": machine = ParseMachine(Value(arguments, ref i)); break;
                case "--channel": channel = ParseWord<PoolChannel>("--channel", Value(arguments, ref i)); break;
                case "--hand-out": handOut = ParseWord<HandOutChoice>("--hand-out", Value(arguments, ref i)); break;
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
        return new StressOptions(
            [.. CampaignList.All.Where(campaign => all || names.Contains(campaign.Name))], size, seed, machine, channel, handOut);
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count ? arguments[index] : throw new FormatException($"{arguments[index - 1]}: needs a value");

    // A number would be taken for a word, too.
    private static T ParseWord<T>(string option, string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
        ? Enum.Parse<T>(text, ignoreCase: true)
        : throw new FormatException($"{option} {text}: is none (choose {string.Join(", ", Enum.GetValues<T>().Select(static one => Word(one)))})");

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static int ParseSeed(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
        ? seed
        : throw new FormatException($"--seed {text}: is no number from 0 to {int.MaxValue}");

    private static string ParseMachine(string text) =>
        text is not ("" or "." or "..") && text.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        ? text
        : throw new FormatException($"--machine {text}: is no name of a folder");
}
