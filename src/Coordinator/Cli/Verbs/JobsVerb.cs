using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Jobs;
using Cluster.OwnJobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>jobs [&lt;job&gt;]</c>: what can be run.</summary>
internal static class JobsVerb
{
    internal static Page Create(Terminal terminal)
    {
        var job = new Argument<string?>("job")
        {
            Arity = ArgumentArity.ZeroOrOne, Description = "one of them, with all its options; or an assembly with jobs of your own, or one of those",
        };
        var json = new Option<bool>("--json") { Description = "one JSON document on standard output" };
        var page = new Page(VerbNames.Jobs, "Lists the built-in jobs, those of an assembly of your own, or the options of one.")
        {
            Usage = $"[<job>] [options]; {ChosenJob.OwnForm}, and ./MyJobs.dll lists them",
            Examples = ["coordinator jobs column-sums --json", "coordinator jobs ./MyJobs.dll"],
        };
        page.Add(job);
        page.AddGroup("Options", [json]);
        page.SetAction(parsed => Show(parsed.GetValue(job), parsed.GetValue(json), terminal));
        return page;
    }

    private static int Show(string? name, bool json, Terminal terminal)
    {
        if (name is null || IsAssembly(name))
        {
            IReadOnlyList<ChosenJob> all = name is null ? [.. JobCatalog.Names.Select(static one => ChosenJob.Find(one)!)] : ChosenJob.All(name);
            if (json) terminal.WriteJson(writer => JobsDocument.Write(writer, [.. all.Select(static one => one.Definition)]));
            else List(all, terminal);
            return ExitCode.Done;
        }

        ChosenJob job = ChosenJob.Find(name)
            ?? throw new UsageException("job", $"'{name}' is not known", $"choose one of {string.Join(", ", JobCatalog.Names)}; {ChosenJob.OwnForm}");
        if (json) terminal.WriteJson(writer => JobsDocument.Write(writer, job.Definition));
        else Describe(job, terminal);
        return ExitCode.Done;
    }

    private static bool IsAssembly(string name) => OwnJobName.IsOne(name) && OwnJobName.Parse(name).Type is null;

    private static void List(IReadOnlyList<ChosenJob> jobs, Terminal terminal)
    {
        var text = new PlainText(terminal.Out, terminal.Width);
        text.Title("Jobs");
        text.Rows([.. jobs.Select(static job => (job.Typed, $"{job.Definition.Summary}. From: {job.Definition.Source}"))]);
        text.Paragraph("");
        text.Paragraph("coordinator jobs <job> shows the options of one.");
    }

    private static void Describe(ChosenJob chosen, Terminal terminal)
    {
        IJobDefinition job = chosen.Definition;
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
        text.Verbatim($"  {JobExamples.Of(chosen, VerbNames.Run)[1]}");
        text.Verbatim($"  {JobExamples.Of(chosen, VerbNames.Compare)[0]}");
    }
}
