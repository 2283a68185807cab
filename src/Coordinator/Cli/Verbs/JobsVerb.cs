using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>jobs [&lt;job&gt;]</c>: what can be run.</summary>
internal static class JobsVerb
{
    internal static Page Create(Terminal terminal)
    {
        var job = new Argument<string?>("job") { Arity = ArgumentArity.ZeroOrOne, Description = "one of them, with all its options" };
        var json = new Option<bool>("--json") { Description = "one JSON document on standard output" };
        var page = new Page(VerbNames.Jobs, "Lists the jobs, or the options of one.")
        {
            Usage = "[<job>] [options]",
            Examples = ["coordinator jobs", "coordinator jobs column-sums --json"],
        };
        page.Add(job);
        page.AddGroup("Options", [json]);
        page.SetAction(parsed => Show(parsed.GetValue(job), parsed.GetValue(json), terminal));
        return page;
    }

    private static int Show(string? name, bool json, Terminal terminal)
    {
        if (name is null)
        {
            IJobDefinition[] all = [.. JobCatalog.Names.Select(static one => JobCatalog.Find(one)!)];
            if (json) terminal.WriteJson(writer => JobsDocument.Write(writer, all));
            else List(all, terminal);
            return ExitCode.Done;
        }

        IJobDefinition job = JobCatalog.Find(name)
            ?? throw new UsageException("job", $"'{name}' is not known", $"choose one of {string.Join(", ", JobCatalog.Names)}");
        if (json) terminal.WriteJson(writer => JobsDocument.Write(writer, job));
        else Describe(job, terminal);
        return ExitCode.Done;
    }

    private static void List(IJobDefinition[] jobs, Terminal terminal)
    {
        var text = new PlainText(terminal.Out, terminal.Width);
        text.Title("Jobs");
        text.Rows([.. jobs.Select(static job => (job.Name, $"{job.Summary}. From: {job.Source}"))]);
        text.Paragraph("");
        text.Paragraph("coordinator jobs <job> shows the options of one.");
    }

    private static void Describe(IJobDefinition job, Terminal terminal)
    {
        var text = new PlainText(terminal.Out, terminal.Width);
        text.Paragraph($"{job.Name}: {job.Summary}");
        text.Title("Options");
        text.Rows([.. job.Options.Select(static option => ($"--{option.Name} {JobOptions.Kind(option)}", JobOptions.Describe(option)))]);
        if (job.Files.Count > 0)
        {
            text.Title("Input files");
            text.Rows([.. job.Files.Select(static file => ($"--{file.Option} FILE", file.Help))]);
        }

        text.Title("Source");
        text.Paragraph($"  {job.Source}");
        text.Title("Examples");
        text.Verbatim($"  {JobExamples.Of(job, VerbNames.Run)[1]}");
        text.Verbatim($"  {JobExamples.Of(job, VerbNames.Compare)[0]}");
    }
}
