using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>advise</c>, with a subcommand per job: what it would take in each mode, and which one to use.</summary>
internal static class AdviseVerb
{
    private const string Description =
        "Predicts what a job takes in each mode, from a sample of it and from constants of this machine that are measured once, and recommends a mode.";

    /// <param name="job">The job that is asked for; its subcommand is built if there is such a job.</param>
    /// <param name="terminal">Where the advice goes.</param>
    internal static Page Create(string job, Terminal terminal)
    {
        var verb = new Page(VerbNames.Advise, Description)
        {
            Usage = $"<job> [job options] [options]; each job has a --help of its own; {ChosenJob.OwnForm}",
            Choices = ("Jobs", [.. JobCatalog.Names.Select(static one => (one, JobCatalog.Find(one)!.Summary))]),
            Examples = ["coordinator advise summarize --count 1e6", "coordinator advise gaussian-mixture --cores 32 --bandwidth 400"],
        };
        if (ChosenJob.Find(job) is { } chosen) verb.Add(ForJob(chosen, terminal));
        return verb;
    }

    private static Page ForJob(ChosenJob job, Terminal terminal)
    {
        IJobDefinition definition = job.Definition;
        var jobOptions = new JobOptions(definition);
        var jobFiles = new JobFileOptions(definition);
        var options = new AdviseOptions();
        var page = new Page(definition.Name, $"{Description} The job: {definition.Summary}.")
        {
            Usage = "[options]",
            Job = job,
            Examples = [$"coordinator advise {job.Typed}", $"coordinator advise {job.Typed} --verify --json"],
        };
        page.AddGroup("Job options", jobOptions.All);
        page.AddGroup("Input files", jobFiles.All);
        page.AddGroup("Advice", options.OfAdvice);
        page.AddGroup("Run options", options.OfRun);
        page.SetAction((parsed, _) => AdviseInvocation.InvokeAsync(
            options.Read(parsed, definition, jobOptions.Read(parsed), jobFiles.Read(parsed)), terminal));
        return page;
    }
}
