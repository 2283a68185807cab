using System.CommandLine;
using System.CommandLine.Help;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Faults;
using Cluster.OwnJobs;

namespace Cluster.Coordinator.Cli;

/// <summary>From arguments to an exit code.</summary>
/// <remarks>
/// Only what the arguments name is built: the verb, and of its jobs the one asked for. Everything at once would cost more than the parsing.
/// </remarks>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new()
    {
        // A value may begin with '@': it is not the name of a file with more arguments.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    internal static async Task<int> InvokeAsync(string[] arguments, Terminal terminal)
    {
        try
        {
            RootCommand root = Build(arguments, terminal);
            ParseResult parsed = root.Parse(AsNamed(arguments, root), Parsing);
            if (ParseProblem.Find(parsed) is { } problem) throw problem;
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }).ConfigureAwait(false);
        }
        catch (Exception ex)
        {
            ErrorLine line = ErrorLine.Of(ex);
            if (RankedInvocation.IsFollower(arguments)) return await RankedInvocation.RefuseAsync(line, terminal).ConfigureAwait(false);
            await terminal.Error.WriteLineAsync(line.Text).ConfigureAwait(false);
            if (arguments.Contains("--verbose")) await terminal.Error.WriteLineAsync(PrintableText.Lines(ex.ToString())).ConfigureAwait(false);
            return line.ExitCode;
        }
    }

    // A job of an own assembly is a subcommand by its own name: a path may hold what no subcommand's name can.
    private static string[] AsNamed(string[] arguments, RootCommand root)
    {
        if (root.Subcommands is not [{ Subcommands: [Page { Job.Definition: OwnJob job }] }]) return arguments;
        string[] named = [.. arguments];
        named[1] = job.Name;
        return named;
    }

    private static RootCommand Build(string[] arguments, Terminal terminal)
    {
        var root = new RootCommand(
            "Runs one job on one thread, on threads, on worker processes that get copies and on worker processes that share memory.");
        string verb = arguments.Length > 0 ? arguments[0] : "";
        string job = arguments.Length > 1 ? arguments[1] : "";
        switch (verb)
        {
            case VerbNames.Run: root.Add(RunVerb.Create(job, compares: false, terminal)); break;
            case VerbNames.Compare: root.Add(RunVerb.Create(job, compares: true, terminal)); break;
            case VerbNames.Measure: root.Add(MeasureVerb.Create(terminal)); break;
            case VerbNames.Advise: root.Add(AdviseVerb.Create(job, terminal)); break;
            case VerbNames.Report: root.Add(ReportVerb.Create(terminal)); break;
            case VerbNames.Jobs: root.Add(JobsVerb.Create(terminal)); break;
            case VerbNames.Demo: root.Add(DemoVerb.Create(job, terminal)); break;
            case VerbNames.Doctor: root.Add(DoctorVerb.Create(terminal)); break;
            default: break;
        }

        var summary = new Page("coordinator", root.Description!)
        {
            Usage = "<verb> [options]; each verb has a --help of its own",
            Choices = ("Verbs", VerbNames.All),
            Examples = ["coordinator jobs", "coordinator compare column-sums --rows 3000 --columns 1000 --workers 2"],
        };
        foreach (Option option in root.Options)
            if (option is HelpOption help) help.Action = new HelpText(terminal, summary);
        return root;
    }
}
