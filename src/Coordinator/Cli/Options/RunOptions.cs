using System.CommandLine;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Serialization;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>The options that every job has.</summary>
/// <remarks>Types are nullable so that an option that was not given can be told from its default.</remarks>
internal sealed class RunOptions
{
    private readonly bool _compares;
    private readonly Option<ExecutionMode[]> _modes;
    private readonly Option<long?> _workers = Number(
        "--workers", 1, 256, $"threads or processes; 1 to 256 (default: logical cores, {Environment.ProcessorCount} here)");

    private readonly Option<WorkerLifetime?> _lifetime = CheckedOption.Create<WorkerLifetime?>(
        "--lifetime", "pool|call|task", "workers are kept over the whole run, or new ones started for each repetition or each batch (default: pool)",
        static (name, text) => (WorkerLifetime)OptionText.Word(name, text, "pool", "call", "task"));

    private readonly Option<PoolChannel?> _channel = CheckedOption.Create<PoolChannel?>(
        "--channel", "auto|pipe|ring", "how frames travel: through named pipes, or through rings in shared memory (default: auto)",
        static (name, text) => (PoolChannel)OptionText.Word(name, text, "auto", "pipe", "ring"));

    private readonly Option<long?> _spin = Number(
        "--spin", 0, 10_000,
        "microseconds that a reader of a ring looks for more before it sleeps; 0 to 10,000 (default: 30, with fewer workers than cores)");

    private readonly Option<ChunkCodec?> _codec = CheckedOption.Create<ChunkCodec?>(
        "--codec", "raw|messagepack|json", "how chunks become bytes in mode pipe (default: raw)",
        static (name, text) => ChunkCodec.Raw + (byte)OptionText.Word(name, text, "raw", "messagepack", "json"));

    private readonly Option<Schedule?> _schedule = CheckedOption.Create<Schedule?>(
        "--schedule", "static|dynamic|guided|auto", "how chunks are given out (default: auto)",
        static (name, text) => (Schedule)OptionText.Word(name, text, "auto", "static", "dynamic", "guided"));

    private readonly Option<HandOutChoice?> _handOut = CheckedOption.Create<HandOutChoice?>(
        "--hand-out", "self|messages", "whether workers take chunks themselves in mode shared, where the job allows it (default: self)",
        static (name, text) => (HandOutChoice)OptionText.Word(name, text, "self", "messages"));

    private readonly Option<long?> _batch = Number(
        "--batch", 1, int.MaxValue, "chunks per message, or that a worker takes at a time (default: the schedule's choice)");
    private readonly Option<long?> _chunkSize = Number(
        "--chunk-size", 1, long.MaxValue, "slices of the input per chunk (default: the job's choice)");

    // A word, not a truth value: those take no argument.
    private readonly Option<string> _resident = CheckedOption.Create(
        "--resident", "on|off", "whether the data of an iterative job stays with the workers in mode pipe, or is sent for every stage (default: on)",
        static (name, text) => OptionText.Word(name, text, "on", "off") == 0 ? "on" : "off");

    private readonly Option<string> _output = CheckedOption.Create("--output", "FILE", ".npy for the job's array result", OptionText.FileName);
    private readonly Option<ulong?> _seed = CheckedOption.Create<ulong?>(
        "--seed", "N", "of every random number (default: 1)", static (name, text) => OptionText.Seed(name, text));

    private readonly Option<long?> _repeat;
    private readonly Option<long?> _warmup;
    private readonly Option<TimeSpan?> _timeout = CheckedOption.Create<TimeSpan?>(
        "--timeout", "TIME", "90s, 1.5m, 500ms, 00:01:30; then the run is ended with exit code 124 (default: none)",
        static (name, text) => OptionText.Time(name, text));

    private readonly Option<TimeSpan?> _chunkTimeout = CheckedOption.Create<TimeSpan?>(
        "--chunk-timeout", "TIME", "what a chunk may take before its worker is ended and another tries, three times at most (default: any time)",
        static (name, text) => OptionText.Time(name, text));

    private readonly Option<string> _speculate = CheckedOption.Create(
        "--speculate", "on|off", "whether an idle worker computes a late chunk a second time; not where workers write to one output (default: off)",
        static (name, text) => OptionText.Word(name, text, "on", "off") == 0 ? "on" : "off");

    private readonly Option<long?> _maxMemory = CheckedOption.Create<long?>(
        "--max-memory", "SIZE", "memory of its own above which a worker is replaced between two batches: 500MB, 1GiB (default: any)",
        static (name, text) => OptionText.Size(name, text, 1L << 20, 1L << 50));

    private readonly Option<EnvironmentMode?> _environment = CheckedOption.Create<EnvironmentMode?>(
        "--environment", "inherit|minimal", "what workers have of this program's variables: all, or PATH, HOME and a few more (default: inherit)",
        static (name, text) => (EnvironmentMode)OptionText.Word(name, text, "inherit", "minimal"));

    private readonly Option<HugePageChoice?> _hugePages = CheckedOption.Create<HugePageChoice?>(
        "--huge-pages", "auto|off|shmem|reserved|tmpfs",
        $"how large arrays come by pages of 2 MiB, which workers map faster (default: {HugePageWords.Variable}, or auto)",
        static (name, text) => (HugePageChoice)OptionText.Word(name, text, [.. HugePageWords.All]));

    private readonly Option<string> _trace = CheckedOption.Create(
        "--trace", "FILE", ".json for what every thread and process did when (Chrome trace format; open it in Perfetto)", OptionText.FileName);

    private readonly Option<string> _checkpoint = CheckedOption.Create(
        "--checkpoint", "DIR", "folder for what is done; a run that was killed goes on there, with the same command", OptionText.FileName);

    private readonly Option<Engine?> _engine = CheckedOption.Create<Engine?>(
        "--engine", "local|mpi", "this machine, or all ranks that mpirun has started, each with workers of its own (default: local)",
        static (name, text) => (Engine)OptionText.Word(name, text, "local", "mpi"));

    private readonly Option<bool> _json = new("--json") { Description = "one JSON document on standard output" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "no progress, no warnings" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "what the pool does, and the stack of an error" };

    /// <param name="compares">For <c>compare</c>; otherwise for <c>run</c>.</param>
    internal RunOptions(bool compares)
    {
        _compares = compares;
        _modes = compares
            ? CheckedOption.Create("--modes", "A,B,…", "of sequential, threads, pipe, shared (default: all, in this order)", ModeNames.List)
            : CheckedOption.Create(
                "--mode", "sequential|threads|pipe|shared", "where chunks are computed (default: shared)",
                static (name, text) => new[] { ModeNames.One(name, text) });
        _repeat = Number("--repeat", 1, 1_000_000, $"counted repetitions (default: {DefaultRepeat})");
        _warmup = Number("--warmup", 0, 1_000_000, $"repetitions before those (default: {(_compares ? "as many as fit into half a second, at least 1" : "0")})");
    }

    internal IReadOnlyList<Option> All =>
    [
        _modes, _engine, _workers, _lifetime, _channel, _spin, _codec, _schedule, _handOut, _batch, _chunkSize, _resident, _output, _seed, _repeat,
        _warmup, _timeout, _chunkTimeout, _speculate, _maxMemory, _environment, _hugePages, _trace,
        .. _compares ? [] : new Option[] { _checkpoint }, _json, _quiet, _verbose,
    ];

    /// <summary>The names, with dashes, that no job may give to an option of its own.</summary>
    internal static IReadOnlySet<string> AllNames()
    {
        var advise = new AdviseOptions();
        IEnumerable<Option> all = [.. new RunOptions(compares: true).All, .. new RunOptions(compares: false).All, .. advise.OfAdvice];
        return all.Select(static option => option.Name).Concat(["--help", "--version"]).ToHashSet(StringComparer.Ordinal);
    }

    private int DefaultRepeat => _compares ? 5 : 1;

    private int DefaultWarmup => _compares ? 1 : 0;

    /// <exception cref="UsageException">Options exclude each other.</exception>
    internal RunSettings Read(
        ParseResult parsed, IJobDefinition job, IReadOnlyDictionary<string, object> jobOptions, IReadOnlyDictionary<string, string> files)
    {
        (bool quiet, bool verbose) = (parsed.GetValue(_quiet), parsed.GetValue(_verbose));
        if (quiet && verbose) throw new UsageException("--quiet", "contradicts --verbose", "give one of them");
        string? checkpoint = _compares ? null : parsed.GetValue(_checkpoint);
        int repeat = (int)(parsed.GetValue(_repeat) ?? DefaultRepeat), warmup = (int)(parsed.GetValue(_warmup) ?? DefaultWarmup);
        if (checkpoint is not null && (repeat != 1 || warmup != 0))
            throw new UsageException("--checkpoint", "is of one repetition without warm-up", "leave out --repeat and --warmup");
        long? workers = parsed.GetValue(_workers);
        Engine engine = parsed.GetValue(_engine) ?? Engine.Local;
        if (engine == Engine.Mpi && parsed.GetValue(_trace) is not null)
            throw new UsageException("--trace", "is of one machine's clock", "leave it out, or leave --engine out");
        return new RunSettings
        {
            // An array that was not given is empty, not null.
            Modes = parsed.GetValue(_modes) is { Length: > 0 } modes ? modes : _compares ? ModeNames.All : [ExecutionMode.Shared],
            Engine = engine,
            WorkersGiven = workers is not null,
            Timeout = parsed.GetValue(_timeout),
            ChunkLimit = parsed.GetValue(_chunkTimeout),
            Speculate = parsed.GetValue(_speculate) is { } word ? word == "on" : null,
            RecycleAboveMemory = parsed.GetValue(_maxMemory),
            Environment = parsed.GetValue(_environment),
            Channel = parsed.GetValue(_channel),
            Spin = parsed.GetValue(_spin) is { } spin ? TimeSpan.FromMicroseconds(spin) : null,
            TracePath = parsed.GetValue(_trace),
            CheckpointFolder = checkpoint,
            Json = parsed.GetValue(_json),
            Quiet = quiet,
            Verbose = verbose,
            Request = new RunRequest
            {
                Job = job.Name,
                Definition = job,
                Options = jobOptions,
                Seed = parsed.GetValue(_seed) ?? 1,
                Files = files,
                OutputPath = parsed.GetValue(_output),
                Workers = (int)(workers ?? Math.Min(256, Environment.ProcessorCount)),
                Lifetime = parsed.GetValue(_lifetime) ?? WorkerLifetime.Pool,
                Codec = parsed.GetValue(_codec) ?? ChunkCodec.Raw,
                Schedule = parsed.GetValue(_schedule) ?? Schedule.Auto,
                HandOut = parsed.GetValue(_handOut) ?? HandOutChoice.Self,
                Batch = (int?)parsed.GetValue(_batch),
                ChunkSize = parsed.GetValue(_chunkSize),
                HugePages = parsed.GetValue(_hugePages) ?? HugePagesOfEnvironment(),
                Resident = parsed.GetValue(_resident) != "off",
                Trace = parsed.GetValue(_trace) is not null,
                Repeat = repeat,
                Warmup = warmup,
                WarmupTime = _compares && parsed.GetValue(_warmup) is null ? TimeSpan.FromSeconds(0.5) : TimeSpan.Zero,
            },
        };
    }

    private static Option<long?> Number(string name, long minimum, long maximum, string help) =>
        CheckedOption.Create<long?>(name, "N", help, (option, text) => OptionText.Whole(option, text, minimum, maximum));

    private static HugePageChoice HugePagesOfEnvironment() =>
        Environment.GetEnvironmentVariable(HugePageWords.Variable) is { Length: > 0 } word
        ? (HugePageChoice)OptionText.Word(HugePageWords.Variable, word, [.. HugePageWords.All])
        : HugePageChoice.Auto;
}
