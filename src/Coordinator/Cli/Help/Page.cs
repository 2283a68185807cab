using System.CommandLine;
using Cluster.Coordinator.Cli.Verbs;

namespace Cluster.Coordinator.Cli.Help;

/// <summary>A verb or a job's subcommand together with what its help shows beyond name and description.</summary>
/// <remarks>The library's own help knows neither groups nor examples, and takes twice as long as the rest of the start.</remarks>
internal sealed class Page(string name, string description) : Command(name, description)
{
    /// <summary>Options by group, in the order of the help.</summary>
    internal List<(string Title, IReadOnlyList<Option> Options)> Groups { get; } = [];

    /// <summary>Whole command lines.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What follows the name: <c>&lt;job&gt; [options]</c>.</summary>
    internal string Usage { get; init; } = "";

    /// <summary>What one of the subcommands is called where it is missing.</summary>
    internal string Choice { get; init; } = "job";

    /// <summary>Title of the list of subcommands, and the lines of those that are described without being built.</summary>
    internal (string Title, IReadOnlyList<(string Name, string Text)> Lines) Choices { get; init; } = ("", []);

    /// <summary>The job of a job's subcommand, which is shown as it was typed; null for a verb.</summary>
    internal ChosenJob? Job { get; init; }

    /// <summary>How the page is called on a command line.</summary>
    internal string Typed => Job?.Typed ?? Name;

    internal void AddGroup(string title, IReadOnlyList<Option> options)
    {
        Groups.Add((title, options));
        foreach (Option option in options) Add(option);
    }
}
