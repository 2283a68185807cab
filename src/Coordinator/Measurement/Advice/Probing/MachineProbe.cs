using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.Serialization;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Measures the constants of this machine, with jobs made to order: about ten seconds on two cores.</summary>
internal sealed class MachineProbe(PoolOptions options, ILogger log, IProgress<double> progress)
{
    // Four times the caches: they hold none of it when it is read the next time.
    private const int CachesInMemory = 4;
    private const long LeastMemory = 128L << 20;
    private const long MostMemory = 1L << 30;

    // Where workers are twice as many as cores, the rest follows a line.
    private const int MostWorkers = 64;
    private const long LittleInput = 8;
    private const int OwnSteps = 8;

    /// <summary>At how many threads chunks are timed: 1, 2, 4 … and all cores.</summary>
    internal static IReadOnlyList<int> ThreadNumbers { get; } = [.. Numbers(Environment.ProcessorCount)];

    /// <param name="identity">Of this machine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Faults.FaultException">Workers cannot be started, or there is not enough memory.</exception>
    internal async Task<MachineCosts> RunAsync(MachineIdentity identity, CancellationToken cancellationToken)
    {
        (long begin, var others) = (Stopwatch.GetTimestamp(), new OtherPrograms());
        int[] workers = [.. Numbers(Math.Min(MostWorkers, 2 * Environment.ProcessorCount))];
        var steps = new Steps((workers.Length * WorkerProbe.StepCount) + OwnSteps, progress, cancellationToken);
        long cache = CacheSize.Read();
        using var data = new ProbeData(cache, ThreadNumbers);

        MachineCosts known = await WithoutWorkersAsync(identity, cache, data, steps, cancellationToken).ConfigureAwait(false);
        known = await WithWorkersAsync(known, data, steps, cancellationToken).ConfigureAwait(false);
        (List<WorkerCosts> costs, List<double> misfits) = ([], []);
        foreach (int count in workers)
        {
            var probe = new WorkerProbe(count, data, known, options, log, steps);
            costs.Add(await probe.RunAsync(cancellationToken).ConfigureAwait(false));
            misfits.AddRange(probe.Misfits);
        }

        double misfit = Math.Min(0.5, Estimate.Of([.. misfits]).Middle);
        return known with { ByWorkers = costs, Misfit = misfit, OthersShare = others.Share(Stopwatch.GetElapsedTime(begin)) };
    }

    // 1, 2, 4 … and the most itself.
    private static IEnumerable<int> Numbers(int most)
    {
        for (int number = 1; number < most; number *= 2) yield return number;
        yield return most;
    }

    // The memory, one thread, and threads that take chunks from one another.
    private static async Task<MachineCosts> WithoutWorkersAsync(
        MachineIdentity identity, long cache, ProbeData data, Steps steps, CancellationToken cancellationToken)
    {
        long memory = Math.Clamp(CachesInMemory * cache, LeastMemory, Math.Clamp(MemoryBudget.Available() / 8, LeastMemory, MostMemory));
        Curve bandwidth = await MeasuringThread.RunAsync("memory", () => MemoryProbe.Run(memory, ThreadNumbers)).ConfigureAwait(false);
        steps.Next();
        int cores = Environment.ProcessorCount;
        Estimate one = await ChunkAsync(ProbeData.Many(1, 0), 1, RepeatedRun.Sequential, data, cancellationToken).ConfigureAwait(false);
        Estimate several = await ChunkAsync(ProbeData.Many(cores, 0), cores, RepeatedRun.Threads, data, cancellationToken).ConfigureAwait(false);
        steps.Next();
        var none = new HandOutCosts(default, default, default, default, default);
        var nothing = new CodecCosts(new MoveCosts([new MovePoint(1, default, default)]), new MoveCosts([new MovePoint(1, default, default)]));
        return new MachineCosts
        {
            Identity = identity, CacheBytes = cache, ReadBytesPerSecond = bandwidth, SequentialChunk = one, ThreadsChunk = several,
            Shared = none, Pipe = none, Raw = nothing, MessagePack = nothing, Json = nothing, KeepingByte = default, ByWorkers = [], Misfit = 0, OthersShare = 0,
        };
    }

    // What a chunk takes of a thread beside its own code.
    private static async Task<Estimate> ChunkAsync(
        ProbeShape shape, int threads, Func<PreparedJob, JobArrays, RepeatedRun> open, ProbeData data, CancellationToken cancellationToken)
    {
        PreparedJob job = shape.Prepare(threads);
        await using RepeatedRun run = open(job, data.Arrays(shape, job, cancellationToken));
        await run.WarmUpAsync(TimeSpan.FromMilliseconds(400), cancellationToken).ConfigureAwait(false);
        Estimate measured = await run.TimeAsync(TimeSpan.FromMilliseconds(100), 5, cancellationToken).ConfigureAwait(false);
        return (measured * ((double)threads / shape.Chunks)).Above(data.Computing(shape, cancellationToken).At(threads).Middle);
    }

    // What handing out and moving takes.
    private async Task<MachineCosts> WithWorkersAsync(MachineCosts known, ProbeData data, Steps steps, CancellationToken cancellationToken)
    {
        int cores = Environment.ProcessorCount;
        await using ProbePool all = await ProbePool.StartAsync(cores, data, options, log, cancellationToken).ConfigureAwait(false);
        HandOutCosts shared = await new HandOutProbe(all, cores, 0).RunAsync(cancellationToken).ConfigureAwait(false);
        steps.Next();
        HandOutCosts pipe = await new HandOutProbe(all, cores, LittleInput).RunAsync(cancellationToken).ConfigureAwait(false);
        steps.Next();
        await using ProbePool one = await ProbePool.StartAsync(1, data, options, log, cancellationToken).ConfigureAwait(false);
        await one.WarmUpAsync(ProbeData.Moving(ProbeData.Sizes[0], output: false, ChunkCodec.Raw), cancellationToken).ConfigureAwait(false);
        var moving = new MoveProbe(one, all, cores, data, pipe);
        CodecCosts raw = await moving.RunAsync(ChunkCodec.Raw, cancellationToken).ConfigureAwait(false);
        steps.Next();
        Estimate keeping = await moving.KeepingAsync(cancellationToken).ConfigureAwait(false);
        steps.Next();
        CodecCosts messagePack = await moving.RunAsync(ChunkCodec.MessagePack, cancellationToken).ConfigureAwait(false);
        steps.Next();
        CodecCosts json = await moving.RunAsync(ChunkCodec.Json, cancellationToken).ConfigureAwait(false);
        steps.Next();
        return known with { Shared = shared, Pipe = pipe, Raw = raw, MessagePack = messagePack, Json = json, KeepingByte = keeping };
    }
}
