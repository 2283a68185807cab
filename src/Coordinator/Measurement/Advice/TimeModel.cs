using Cluster.Coordinator.Execution;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Predicts how long a job takes in a mode, from the constants of the machine and of the job; docs/advise.md has it in formulas.</summary>
/// <remarks>
/// Pure: no clock, no process. Each prediction is made of sums, products and maxima, and grows with every constant.
/// <code>
///  stage       = waking + max( rounds × (computing + worker's part)             a worker's way through its chunks
///                              chunks × (computing + both parts) / cores         everybody's processor time
///                              chunks × (coordinator's part / workers + combining) )      what happens in turn
///  repetition  = stages × stage + broadcast
///  first call  = publish + spawn + first touch + compiling + repetition + teardown
/// </code>
/// </remarks>
internal sealed class TimeModel(MachineCosts machine, Circumstances here)
{
    private bool IsThisMachine => here.BytesPerSecond is null && here.Cores == machine.Identity.Cores;

    private double MemoryBytesPerSecond => here.BytesPerSecond ?? machine.ReadBytesPerSecond.At(here.Cores).Middle;

    /// <param name="mode">The mode.</param>
    /// <param name="workers">Threads or processes; sequential has one whatever this says.</param>
    /// <param name="work">What there is to do.</param>
    /// <param name="chunk">What a chunk costs.</param>
    /// <param name="batch">Chunks per message; null for the schedule's choice.</param>
    internal Forecast Predict(ExecutionMode mode, int workers, JobWork work, ChunkCosts chunk, int? batch = null)
    {
        if (mode == ExecutionMode.Sequential) workers = 1;
        StageTime first = OfStage(mode, workers, work, chunk, batch, isFirst: true);
        StageTime later = work.Stages == 1 ? default : OfStage(mode, workers, work, chunk, batch, isFirst: false);
        StageTime all = first + (later * (work.Stages - 1)) + Broadcast(mode, workers, work);
        Estimate warm = all.Total.Widened(machine.Misfit);
        return new Forecast(mode, workers, warm, warm + Once(mode, workers, work, chunk), all.Parts);
    }

    private StageTime OfStage(ExecutionMode mode, int workers, JobWork work, ChunkCosts chunk, int? batch, bool isFirst)
    {
        bool moves = mode == ExecutionMode.Pipe && work.MovesChunks;
        bool sends = moves && (isFirst || !work.IsResident);
        Estimate computing = Computing(mode, workers, work, chunk, received: sends || (moves && work.OutputBytes > 0));
        if (isFirst && work.Stages > 1) computing *= chunk.FirstStage;

        int unit = batch ?? 1;
        long units = (work.Chunks + unit - 1L) / unit;
        double lastUnit = (work.FullChunks - ((units - 1) * unit)) / unit;
        var loads = new StageLoads(work, Makespan.Of(units, lastUnit, workers, mode == ExecutionMode.Sequential ? 1 : here.Cores) * unit)
        {
            Workers = workers, Cores = mode == ExecutionMode.Sequential ? 1 : here.Cores, Computing = computing, Reducing = chunk.ReducingChunk,
        };
        if (!mode.UsesProcesses())
        {
            Estimate handing = mode == ExecutionMode.Sequential ? machine.SequentialChunk : ThreadsChunk(workers);
            return (loads with { HandingOut = handing, ReducesItself = true }).Time(Stage(mode, workers, work), chunk.CompletingStage);
        }

        HandOutCosts costs = mode == ExecutionMode.Pipe && work.HasArrays ? machine.Pipe : machine.Shared;
        return (loads with
        {
            HandingOut = costs.OnWorker(computing.Middle),
            Answering = costs.OnCoordinator(computing.Middle) + (batch is { } size ? costs.Message * (1.0 / size) : default),
            Moving = Moving(work, sends, moves, static (costs, bytes) => costs.Alone(bytes), isAlone: true),
            MovingProcessor = Moving(work, sends, moves, static (costs, bytes) => costs.Processor(bytes), isAlone: false),
        }).Time(Stage(mode, workers, work), chunk.CompletingStage);
    }

    // Seconds of one chunk while as many compute as there are workers and cores for them.
    private Estimate Computing(ExecutionMode mode, int workers, JobWork work, ChunkCosts chunk, bool received)
    {
        int busy = Math.Min(Math.Min(workers, here.Cores), Math.Max(1, work.Chunks));
        Curve curve = received ? chunk.ComputingReceived : chunk.Computing;

        // Processes have a collector each: nobody stops them but their own.
        bool collectsAlone = mode.UsesProcesses() && chunk.CollectingShare > 0;
        Estimate seconds = curve.At(collectsAlone ? 1 : busy);
        if (IsThisMachine || received) return seconds;

        // Elsewhere a core is as fast as here, and what they share is the memory.
        Estimate alone = mode == ExecutionMode.Threads && chunk.CollectingShare > 0 ? seconds : curve.At(1);
        return Estimate.Max(alone, Estimate.Exactly(chunk.MemoryBytes * busy / MemoryBytesPerSecond));
    }

    // Seconds per chunk for its input, its output and its partial.
    private Estimate Moving(JobWork work, bool sends, bool receives, Func<MoveCosts, double, Estimate> cost, bool isAlone)
    {
        CodecCosts codec = machine.Of(here.Codec);
        double sent = work.SlicedBytes / work.FullChunks;
        Estimate moving = cost(machine.Raw.Receive, work.PartialBytes / work.FullChunks);
        if (sends) moving += cost(codec.Send, sent);
        if (sends && work.IsResident) moving += machine.KeepingByte * sent;
        if (receives) moving += cost(codec.Receive, work.OutputBytes / work.FullChunks);
        return isAlone || IsThisMachine ? moving : Estimate.Max(moving, Estimate.Exactly(sent * here.Cores / MemoryBytesPerSecond));
    }

    // A broadcast input comes once per repetition, to every worker.
    private StageTime Broadcast(ExecutionMode mode, int workers, JobWork work)
    {
        if (mode != ExecutionMode.Pipe || work.BroadcastBytes == 0) return default;
        MoveCosts send = machine.Of(here.Codec).Send;
        Estimate together = send.Processor(work.BroadcastBytes) * ((double)workers / here.Cores);
        return default(StageTime) with { Moving = Estimate.Max(send.Alone(work.BroadcastBytes), together) };
    }

    private Estimate ThreadsChunk(int workers) => workers == 1 ? machine.SequentialChunk : machine.ThreadsChunk;

    private StageCosts Stage(ExecutionMode mode, int workers, JobWork work)
    {
        if (mode == ExecutionMode.Sequential) return new StageCosts(default, default);
        Func<WorkerCosts, StageCosts> of = mode switch
        {
            ExecutionMode.Threads => static costs => costs.Threads,
            ExecutionMode.Pipe when work.HasArrays => static costs => costs.Pipe,
            _ => static costs => costs.Shared,
        };
        return new StageCosts(machine.Of(costs => of(costs).Short).Beyond(workers), machine.Of(costs => of(costs).Long).Beyond(workers));
    }

    private Estimate Once(ExecutionMode mode, int workers, JobWork work, ChunkCosts chunk)
    {
        Estimate once = chunk.PublishingByte * (work.SlicedBytes + work.BroadcastBytes);
        once += Estimate.Exactly(chunk.FirstCall * Math.Max(1, (double)workers / here.Cores));
        if (!mode.UsesProcesses()) return once;

        // Starting and ending a process is work for a core: with more of them more processes start at a time.
        double at = workers / Math.Max(1, (double)here.Cores / machine.Identity.Cores);
        once += machine.Of(static costs => costs.Spawn).Beyond(at) + machine.Of(static costs => costs.FirstStage).Beyond(at);
        once += machine.Of(static costs => costs.Teardown).Beyond(at);
        if (mode == ExecutionMode.Pipe) return once;
        once += machine.Of(static costs => costs.WritingByte).At(workers) * ((double)work.OutputBytes / workers);
        double mapped = ((double)work.SlicedBytes / workers) + work.BroadcastBytes;
        return once + ((machine.Of(static costs => costs.TouchingByte).At(workers) + machine.Of(static costs => costs.ReleasingByte).At(workers)) * mapped);
    }
}
