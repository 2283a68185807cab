using System.CommandLine;
using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>The options of <c>advise</c>: those of a run that change what it costs, and a few of its own.</summary>
internal sealed class AdviseOptions
{
    private const int MostCores = 4096;

    // What advice is about, what is only for a run, and what the constants of the machine were measured with, by the environment.
    private static readonly string[] NotAsked =
        ["--modes", "--workers", "--channel", "--spin", "--schedule", "--batch", "--output", "--repeat", "--warmup", "--trace", "--huge-pages"];

    private readonly RunOptions _run = new(compares: true);
    private readonly Option<long?> _workers = CheckedOption.Create<long?>(
        "--workers", "N", $"threads or processes at most; 1 to 256 (default: cores, {Environment.ProcessorCount} here)",
        static (name, text) => OptionText.Whole(name, text, 1, 256));

    private readonly Option<long?> _cores = CheckedOption.Create<long?>(
        "--cores", "N", $"of another machine, whose cores are like those here; 1 to {MostCores}",
        static (name, text) => OptionText.Whole(name, text, 1, MostCores));

    private readonly Option<double?> _bandwidth = CheckedOption.Create<double?>(
        "--bandwidth", "X", "of another machine's memory in GB/s, all cores together; with --cores alone: what was measured here",
        static (name, text) => OptionText.TryNumber(text, out double value) && value is > 0 and < double.PositiveInfinity
            ? value
            : throw new UsageException(name, $"'{text}' is not a bandwidth", "give GB/s, a number above 0"));

    private readonly Option<bool> _verify = new("--verify") { Description = "run all modes in the end, and show what was predicted beside what was measured" };
    private readonly Option<bool> _refresh = new("--refresh") { Description = "measure this machine anew; otherwise once, and again for a new build" };

    internal IReadOnlyList<Option> OfAdvice => [_workers, _cores, _bandwidth, _verify, _refresh];

    internal IReadOnlyList<Option> OfRun => [.. _run.All.Where(static option => !NotAsked.Contains(option.Name))];

    /// <exception cref="UsageException">Options exclude each other.</exception>
    internal AdviseSettings Read(ParseResult parsed, IJobDefinition job, IReadOnlyDictionary<string, object> jobOptions, IReadOnlyDictionary<string, string> files)
    {
        (long? cores, double? bandwidth, bool verify) = (parsed.GetValue(_cores), parsed.GetValue(_bandwidth), parsed.GetValue(_verify));
        if (verify && (cores ?? bandwidth) is not null)
            throw new UsageException("--verify", $"runs on this machine, {(cores is null ? "--bandwidth" : "--cores")} is about another", "give one of them");
        RunSettings run = _run.Read(parsed, job, jobOptions, files);
        int workers = (int)Math.Min(256, parsed.GetValue(_workers) ?? cores ?? Environment.ProcessorCount);
        return new AdviseSettings(
            run with { WorkersGiven = true, Request = run.Request with { Workers = workers } }, (int?)cores, bandwidth, verify, parsed.GetValue(_refresh));
    }
}
