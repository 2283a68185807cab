using System.CommandLine;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>The options that every demonstration has.</summary>
internal sealed class DemoOptions
{
    // Each takes a few seconds: this is for a machine that does ten other things.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    private readonly Option<ulong?> _seed = CheckedOption.Create<ulong?>(
        "--seed", "N", "of every random number (default: 1)", static (name, text) => OptionText.Seed(name, text));

    private readonly Option<TimeSpan?> _timeout = CheckedOption.Create<TimeSpan?>(
        "--timeout", "TIME", "90s, 1.5m, 500ms, 00:01:30; then it is ended with exit code 124 (default: 60s)",
        static (name, text) => OptionText.Time(name, text));

    private readonly Option<bool> _json = new("--json") { Description = "one JSON document on standard output" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "no progress, no warnings" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "what the pool does, and the stack of an error" };

    internal IReadOnlyList<Option> All => [_seed, _timeout, _json, _quiet, _verbose];

    /// <exception cref="UsageException">Options exclude each other.</exception>
    internal DemoSettings Read(ParseResult parsed)
    {
        (bool quiet, bool verbose) = (parsed.GetValue(_quiet), parsed.GetValue(_verbose));
        if (quiet && verbose) throw new UsageException("--quiet", "contradicts --verbose", "give one of them");
        TimeSpan timeout = parsed.GetValue(_timeout) ?? DefaultTimeout;
        return new DemoSettings(parsed.GetValue(_seed) ?? 1, timeout, parsed.GetValue(_json), quiet, verbose);
    }
}
