using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Demonstrations;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>demo</c>: the classic mistakes, with a subcommand for each.</summary>
internal static class DemoVerb
{
    /// <param name="name">The demonstration that is asked for; its subcommand is built if there is one.</param>
    /// <param name="terminal">Where the report goes.</param>
    internal static Page Create(string name, Terminal terminal)
    {
        const string Description = "Makes a classic mistake with real processes, bounded in time, and ends with a diagnosis and the cure.";
        var verb = new Page(VerbNames.Demo, Description)
        {
            Usage = "<demonstration> [options]; each has a --help of its own",
            Choice = "demonstration",
            Choices = ("Demonstrations", [.. DemonstrationList.All.Select(static one => (one.Name, one.Title))]),
            Examples = ["coordinator demo rng", "coordinator demo no-return --json"],
        };
        if (DemonstrationList.Find(name) is { } demonstration) verb.Add(For(demonstration, terminal));
        return verb;
    }

    private static Page For(IDemonstration demonstration, Terminal terminal)
    {
        var options = new DemoOptions();
        var page = new Page(demonstration.Name, $"Shows {demonstration.Title}. From: {demonstration.Source}.")
        {
            Usage = "[options]",
            Examples = [$"coordinator demo {demonstration.Name}", $"coordinator demo {demonstration.Name} --timeout 30s --json"],
        };
        page.AddGroup("Options", options.All);
        page.SetAction((parsed, _) => DemoInvocation.InvokeAsync(demonstration, options.Read(parsed), terminal));
        return page;
    }
}
