using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Measurement;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>measure [&lt;part&gt; …]</c>: figures of this machine and of what connects its processes.</summary>
internal static class MeasureVerb
{
    internal static Page Create(Terminal terminal)
    {
        var parts = new Argument<string[]>("part") { Arity = ArgumentArity.ZeroOrMore };
        var quick = new Option<bool>("--quick") { Description = "seconds instead of minutes: less data, fewer repetitions" };
        Option<long?> workers = CheckedOption.Create<long?>(
            "--workers", "N",
            $"processes where a part asks for all of them; 1 to 256 (default: logical cores, {Environment.ProcessorCount} here)",
            static (name, text) => OptionText.Whole(name, text, 1, 256));
        Option<TimeSpan?> timeout = CheckedOption.Create<TimeSpan?>(
            "--timeout", "TIME", "90s, 1.5m, 00:01:30; then it is ended with exit code 124 (default: none)",
            static (name, text) => OptionText.Time(name, text));
        var json = new Option<bool>("--json") { Description = "one JSON document on standard output" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress, no warnings" };
        var verbose = new Option<bool>("--verbose") { Description = "what happens to processes, and the stack of an error" };

        var page = new Page(
            VerbNames.Measure,
            "Measures what the machine and the channels between processes can do. docs/measuring.md says how, and what not to conclude.")
        {
            Usage = "[<part> …] [options]",
            Choices = (
                "Parts",
                [.. MeasurementCatalog.Parts.Select(static part => (part.Name, part.Summary)), (MeasurementCatalog.All, "all of them (default)")]),
            Examples = ["coordinator measure limits", "coordinator measure --quick --json > measured.json"],
        };
        page.Add(parts);
        page.AddGroup("Options", [quick, workers, timeout, json, quiet, verbose]);
        page.SetAction((parsed, _) => MeasureInvocation.InvokeAsync(
            new MeasureSettings(
                Chosen(parsed.GetValue(parts) ?? []), parsed.GetValue(quick), (int?)parsed.GetValue(workers), parsed.GetValue(timeout),
                parsed.GetValue(json), parsed.GetValue(quiet), parsed.GetValue(verbose)),
            terminal));
        return page;
    }

    /// <summary>
    /// The parts of <paramref name="names"/>, each once, in the order of the catalog: figures of two calls are to be comparable.
    /// </summary>
    /// <exception cref="UsageException">There is no such part.</exception>
    internal static string[] Chosen(string[] names)
    {
        string[] known = [.. MeasurementCatalog.Parts.Select(static part => part.Name)];
        foreach (string name in names)
        {
            // An argument that takes any number of values takes what looks like an option, too.
            if (name is ['-', ..]) throw new UsageException(name, "is not an option of measure", "see coordinator measure --help");
            if (name != MeasurementCatalog.All && !known.Contains(name))
                throw new UsageException("part", $"'{name}' is not known", $"choose among {string.Join(", ", known)}, {MeasurementCatalog.All}");
        }

        return names.Length == 0 || names.Contains(MeasurementCatalog.All) ? known : [.. known.Where(names.Contains)];
    }
}
