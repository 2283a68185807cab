using System.CommandLine;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>The options of <c>advise</c>: those of a run that change what it costs, and a few of its own.</summary>
internal sealed class AdviseOptions
{
    private const int MostCores = 4096;
    private const int MostRanks = 100_000;

    // What advice is about, what is only for a run, and what the constants of the machine were measured with, by the environment.
    private static readonly string[] NotAsked =
        ["--modes", "--engine", "--workers", "--channel", "--spin", "--schedule", "--batch", "--output", "--repeat", "--warmup", "--trace", "--huge-pages"];

    private readonly RunOptions _run = new(compares: true);
    private readonly Option<long?> _workers = CheckedOption.Create<long?>(
        "--workers", "N", $"threads or processes at most; 1 to 256 (default: cores, {Environment.ProcessorCount} here)",
        static (name, text) => OptionText.Whole(name, text, 1, 256));

    private readonly Option<long?> _cores = CheckedOption.Create<long?>(
        "--cores", "N", $"of another machine, whose cores are like those here; 1 to {MostCores}",
        static (name, text) => OptionText.Whole(name, text, 1, MostCores));

    private readonly Option<double?> _bandwidth = Positive(
        "--bandwidth", "of another machine's memory in GB/s, all cores together; with --cores alone: what was measured here", "a bandwidth", "GB/s");

    private readonly Option<long?> _ranks = CheckedOption.Create<long?>(
        "--ranks", "N", $"machines at most that mpirun has, each like this one or that of --cores; 1 to {MostRanks} (default: one machine)",
        static (name, text) => OptionText.Whole(name, text, 1, MostRanks));

    private readonly Option<double?> _latency = Positive(
        "--latency", "microseconds of a round trip between two of them (default: 50, as through a 10-gigabit switch)", "a latency", "microseconds");

    private readonly Option<double?> _link = Positive(
        "--link", "GB/s that one of them receives (default: 1.25, 10 gigabit)", "a bandwidth", "GB/s");

    private readonly Option<bool> _verify = new("--verify") { Description = "run all modes in the end, and show what was predicted beside what was measured" };
    private readonly Option<bool> _refresh = new("--refresh") { Description = "measure this machine anew; otherwise once, and again for a new build" };

    internal IReadOnlyList<Option> OfAdvice => [_workers, _cores, _bandwidth, _ranks, _latency, _link, _verify, _refresh];

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
            run with { WorkersGiven = true, Request = run.Request with { Workers = workers } }, (int?)cores, bandwidth, verify, parsed.GetValue(_refresh),
            Ranks(parsed));
    }

    private RankCosts? Ranks(ParseResult parsed)
    {
        (double? microseconds, double? gigabytes) = (parsed.GetValue(_latency), parsed.GetValue(_link));
        if (parsed.GetValue(_ranks) is { } ranks)
            return new RankCosts((int)ranks, microseconds * 1e-6 ?? RankCosts.UsualRoundTrip, gigabytes * 1e9 ?? RankCosts.UsualBytesPerSecond);
        if ((microseconds ?? gigabytes) is null) return null;
        throw new UsageException(microseconds is null ? "--link" : "--latency", "is between several machines", "say how many: --ranks N");
    }

    private static Option<double?> Positive(string option, string help, string what, string unit) => CheckedOption.Create<double?>(
        option, "X", help,
        (name, text) => OptionText.TryNumber(text, out double value) && value is > 0 and < double.PositiveInfinity
            ? value
            : throw new UsageException(name, $"'{text}' is not {what}", $"give {unit}, a number above 0"));
}
