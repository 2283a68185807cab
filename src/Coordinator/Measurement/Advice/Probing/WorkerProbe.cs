using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Measures what depends on the number of workers: to start and end them, and to wake them for a stage.</summary>
/// <param name="workers">How many.</param>
/// <param name="data">The probes.</param>
/// <param name="known">The constants that do not depend on it; its list of numbers of workers is empty yet.</param>
/// <param name="options">How workers are started.</param>
/// <param name="log">Of their pools.</param>
/// <param name="steps">Told of each step.</param>
internal sealed class WorkerProbe(int workers, ProbeData data, MachineCosts known, PoolOptions options, ILogger log, Steps steps)
{
    /// <summary>Steps that a run reports.</summary>
    internal const int StepCount = 5;

    // So small that moving it does not show, but with all that comes with moving.
    private const long LittleInput = 8;

    // What is mapped, and far more than page tables are made for at a time.
    private static readonly ProbeShape Mapped = new(32) { Input = 2 << 20 };
    private static readonly ProbeShape Written = new(32) { Output = 2 << 20 };
    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ShortWarmup = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(80);

    private readonly List<double> _misfits = [];
    private readonly List<double> _spawns = [];
    private readonly List<double> _firstStages = [];
    private readonly List<double> _teardowns = [];

    /// <summary>By which parts of what was measured the model misses it.</summary>
    internal IReadOnlyList<double> Misfits => _misfits;

    internal async Task<WorkerCosts> RunAsync(CancellationToken cancellationToken)
    {
        StageCosts threads = await StagesAsync(ExecutionMode.Threads, 0, ThreadsAsync, cancellationToken).ConfigureAwait(false);
        ProbePool pool = await StartAsync(cancellationToken).ConfigureAwait(false);
        StageCosts shared, pipe;
        await using (pool)
        {
            await pool.WarmUpAsync(ProbeData.Check(workers, 0), cancellationToken).ConfigureAwait(false);
            shared = await StagesAsync(ExecutionMode.Shared, 0, pool.TimeAsync, cancellationToken).ConfigureAwait(false);
            await pool.WarmUpAsync(ProbeData.Check(workers, LittleInput), cancellationToken).ConfigureAwait(false);
            pipe = await StagesAsync(ExecutionMode.Pipe, LittleInput, pool.TimeAsync, cancellationToken).ConfigureAwait(false);
        }

        for (int i = 0; i < 2; i++) await StartAndEndAsync(cancellationToken).ConfigureAwait(false);
        steps.Next();
        (double touching, double releasing) = await MappingAsync(Mapped, cancellationToken).ConfigureAwait(false);
        (double first, double last) = await MappingAsync(Written, cancellationToken).ConfigureAwait(false);
        steps.Next();
        return new WorkerCosts
        {
            Workers = workers, Threads = threads, Shared = shared, Pipe = pipe,
            Spawn = Estimate.Of([.. _spawns]), Teardown = Estimate.Of([.. _teardowns]), FirstStage = Estimate.Of([.. _firstStages]),
            TouchingByte = Estimate.Exactly(touching), ReleasingByte = Estimate.Exactly(releasing),
            WritingByte = Estimate.Exactly(first + last),
        };
    }

    // What is left of a short and of a long stage when all that is known is taken off; and how far off two others are then.
    private async Task<StageCosts> StagesAsync(
        ExecutionMode mode, long input, Func<ProbeShape, CancellationToken, Task<Estimate>> measure, CancellationToken cancellationToken)
    {
        ProbeShape brief = ProbeData.ShortStage(workers, input), lengthy = ProbeData.LongStage(workers, input);
        Estimate longStage = await measure(lengthy, cancellationToken).ConfigureAwait(false);
        Estimate shortStage = await measure(brief, cancellationToken).ConfigureAwait(false);
        var costs = new StageCosts(
            shortStage.Above(Predict(mode, brief, null, cancellationToken)), longStage.Above(Predict(mode, lengthy, null, cancellationToken)));
        foreach (ProbeShape shape in (ProbeShape[])[ProbeData.Check(workers, input), ProbeData.Many(workers, input)])
        {
            double measured = (await measure(shape, cancellationToken).ConfigureAwait(false)).Middle;
            _misfits.Add(Math.Abs(Predict(mode, shape, costs, cancellationToken) - measured) / measured);
        }

        steps.Next();
        return costs;
    }

    private double Predict(ExecutionMode mode, ProbeShape shape, StageCosts? stage, CancellationToken cancellationToken)
    {
        var none = new StageCosts(default, default);
        MachineCosts machine = known with
        {
            ByWorkers = [new WorkerCosts
            {
                Workers = workers, Threads = stage ?? none, Shared = stage ?? none, Pipe = stage ?? none,
                Spawn = default, Teardown = default, FirstStage = default, TouchingByte = default, ReleasingByte = default,
                WritingByte = default,
            }],
        };
        Curve computing = data.Computing(shape, cancellationToken);
        var chunk = new ChunkCosts
        {
            Computing = computing, ComputingReceived = computing, FirstStage = 1, ReducingChunk = default, CompletingStage = default, PublishingByte = default,
            FirstCall = 0, CollectingShare = 0, MemoryBytes = 0,
        };
        var model = new TimeModel(machine, new Circumstances(known.Identity.Cores, null, shape.Codec));
        return model.Predict(mode, workers, JobWork.Of(shape.Prepare(workers)), chunk).Warm.Middle;
    }

    private async Task<Estimate> ThreadsAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        PreparedJob job = shape.Prepare(workers);
        await using var run = RepeatedRun.Threads(job, data.Arrays(shape, job, cancellationToken));
        await run.WarmUpAsync(shape == ProbeData.LongStage(workers, 0) ? Warmup : ShortWarmup, cancellationToken).ConfigureAwait(false);
        return await run.TimeAsync(Duration, 5, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProbePool> StartAsync(CancellationToken cancellationToken)
    {
        ProbePool pool = await ProbePool.StartAsync(workers, data, options, log, cancellationToken).ConfigureAwait(false);
        _spawns.Add(pool.SpawnTime.TotalSeconds);
        return pool;
    }

    // The first stage of new workers beside one that they have had before.
    private async Task StartAndEndAsync(CancellationToken cancellationToken)
    {
        ProbePool pool = await StartAsync(cancellationToken).ConfigureAwait(false);
        await using (RepeatedRun run = pool.Open(ProbeData.ShortStage(workers, 0), cancellationToken))
        {
            double first = await run.RepeatAsync(cancellationToken).ConfigureAwait(false);
            Estimate later = await run.TimeAsync(TimeSpan.Zero, 5, cancellationToken).ConfigureAwait(false);
            _firstStages.Add(Math.Max(0, first - later.Low));
        }

        long begin = Stopwatch.GetTimestamp();
        await pool.DisposeAsync().ConfigureAwait(false);
        _teardowns.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    // Mapping what somebody else has filled, or what is to be written, and letting go of it when the process ends.
    private async Task<(double Touching, double Releasing)> MappingAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        PreparedJob job = shape.Prepare(workers);
        var pool = await WorkerPool.StartAsync(options.For(workers), log, cancellationToken).ConfigureAwait(false);
        double bytes = shape.Chunks * (shape.Input + shape.Output), touching;
        await using (var run = RepeatedRun.On(pool, job, data.Arrays(shape, job, cancellationToken), inline: false))
        {
            _ = await run.RepeatAsync(cancellationToken).ConfigureAwait(false);
            touching = Stopwatch.GetElapsedTime(0, run.Account!.Ticks(Phase.Map)).TotalSeconds / bytes;
        }

        long begin = Stopwatch.GetTimestamp();
        await pool.DisposeAsync().ConfigureAwait(false);
        double usual = Estimate.Of([.. _teardowns]).Middle;
        return (touching, Math.Max(0, Stopwatch.GetElapsedTime(begin).TotalSeconds - usual) * workers / bytes);
    }
}
