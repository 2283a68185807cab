using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>run</c> and <c>compare</c>: a subcommand per job, which differ in how many modes they go through and in their report.</summary>
internal static class RunVerb
{
    /// <param name="job">The job that is asked for; its subcommand is built if there is such a job.</param>
    /// <param name="compares"><c>compare</c> instead of <c>run</c>.</param>
    /// <param name="terminal">Where the report goes.</param>
    internal static Page Create(string job, bool compares, Terminal terminal)
    {
        string name = compares ? VerbNames.Compare : VerbNames.Run;
        IJobDefinition? definition = JobCatalog.Find(job);
        var verb = new Page(name, compares ? "Runs the same work in several modes and checks that the results have the same bits." : "Runs a job in one mode.")
        {
            Usage = "<job> [job options] [run options]; each job has a --help of its own",
            Choices = ("Jobs", definition is null ? [.. JobCatalog.Names.Select(static one => (one, JobCatalog.Find(one)!.Summary))] : [(job, definition.Summary)]),
            Examples = compares
                ? ["coordinator compare summarize --count 1e6", "coordinator compare column-sums --rows 3000 --columns 1000 --modes sequential,shared --json"]
                : ["coordinator run summarize --count 1e6 --mode threads", "coordinator run column-sums --rows 3000 --columns 1000 --workers 2 --json"],
        };
        if (definition is not null) verb.Add(ForJob(definition, compares, terminal));
        return verb;
    }

    private static Page ForJob(IJobDefinition definition, bool compares, Terminal terminal)
    {
        var jobOptions = new JobOptions(definition);
        var runOptions = new RunOptions(compares);
        var page = new Page(definition.Name, $"{definition.Summary}. From: {definition.Source}")
        {
            Usage = "[options]",
            Examples = JobExamples.Of(definition, compares ? VerbNames.Compare : VerbNames.Run),
        };
        page.AddGroup("Job options", jobOptions.All);
        page.AddGroup("Run options", runOptions.All);
        page.SetAction((parsed, _) => JobInvocation.InvokeAsync(runOptions.Read(parsed, definition.Name, jobOptions.Read(parsed)), compares, terminal));
        return page;
    }
}
