using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>run</c> and <c>compare</c>, with a subcommand per job: they differ in how many modes they go through and in their report.</summary>
internal static class RunVerb
{
    /// <param name="job">The job that is asked for; its subcommand is built if there is such a job.</param>
    /// <param name="compares"><c>compare</c> instead of <c>run</c>.</param>
    /// <param name="terminal">Where the report goes.</param>
    internal static Page Create(string job, bool compares, Terminal terminal)
    {
        string name = compares ? VerbNames.Compare : VerbNames.Run;
        var chosen = ChosenJob.Find(job);
        string description = compares
            ? "Runs the same work in several modes and checks that the results have the same bits."
            : "Runs a job in one mode.";
        var verb = new Page(name, description)
        {
            Usage = $"<job> [job options] [run options]; each job has a --help of its own; {ChosenJob.OwnForm}",
            Choices = ("Jobs", [.. JobCatalog.Names.Select(static one => (one, JobCatalog.Find(one)!.Summary))]),
            Examples =
            [
                $"coordinator {name} summarize --count 1e6",
                $"coordinator {name} column-sums --rows 3000 --columns 1000 {(compares ? "--modes sequential,shared" : "--mode threads")} --json",
            ],
        };
        if (chosen is not null) verb.Add(ForJob(chosen, compares, terminal));
        return verb;
    }

    private static Page ForJob(ChosenJob job, bool compares, Terminal terminal)
    {
        IJobDefinition definition = job.Definition;
        var jobOptions = new JobOptions(definition);
        var jobFiles = new JobFileOptions(definition);
        var runOptions = new RunOptions(compares);
        var page = new Page(definition.Name, $"{definition.Summary}. From: {definition.Source}")
        {
            Usage = "[options]",
            Job = job,
            Examples = JobExamples.Of(job, compares ? VerbNames.Compare : VerbNames.Run),
        };
        page.AddGroup("Job options", jobOptions.All);
        page.AddGroup("Input files", jobFiles.All);
        page.AddGroup("Run options", runOptions.All);
        page.SetAction((parsed, _) =>
            InvokeAsync(runOptions.Read(parsed, definition, jobOptions.Read(parsed), jobFiles.Read(parsed)), compares, terminal));
        return page;
    }

    private static Task<int> InvokeAsync(RunSettings settings, bool compares, Terminal terminal) => settings.Engine == Engine.Mpi
        ? RankedInvocation.InvokeAsync(settings, compares, terminal)
        : JobInvocation.InvokeAsync(settings, compares, terminal);
}
