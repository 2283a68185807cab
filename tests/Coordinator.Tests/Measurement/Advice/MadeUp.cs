using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Constants that can be computed with by hand.</summary>
internal static class MadeUp
{
    internal const int Cores = 4;

    internal static Estimate Exactly(double value) => Estimate.Exactly(value);

    /// <summary>
    /// One thread: 1 µs per chunk; threads: 2 µs. Processes: 3 µs of the worker and 4 µs of the coordinator per chunk, 10 and 20 µs more per sending; a message
    /// of its own 5 µs. A byte takes 1 ns alone and 2 ns of processor time, encoded ten times that. Waking takes 100 µs per worker.
    /// </summary>
    internal static MachineCosts Machine { get; } = new()
    {
        Identity = new MachineIdentity("made up", Cores, 1L << 34, "6.0", ".NET 10", "build", 4 << 20, "4 KiB"),
        SequentialChunk = Exactly(1e-6),
        ThreadsChunk = Exactly(2e-6),
        Shared = HandOut,
        Pipe = HandOut,
        Raw = Moving(1e-9),
        MessagePack = Moving(1e-8),
        Json = Moving(1e-7),
        KeepingByte = Exactly(1e-9),
        ByWorkers = [Workers(1), Workers(2), Workers(4), Workers(8)],
        ReadBytesPerSecond = new Curve([new CurvePoint(1, Exactly(10e9)), new CurvePoint(4, Exactly(20e9))]),
        CacheBytes = 32 << 20,
        Misfit = 0,
        OthersShare = 0,
    };

    internal static HandOutCosts HandOut => new(Exactly(3e-6), Exactly(4e-6), Exactly(10e-6), Exactly(20e-6), Exactly(5e-6));

    /// <summary>A job of one stage without arrays.</summary>
    internal static JobWork Work(int chunks) => new(1, chunks, 1, 0, 0, 0, 0, IsResident: false);

    /// <summary>Chunks that take so long, whoever else computes.</summary>
    internal static ChunkCosts Chunk(double seconds) => new()
    {
        Computing = Flat(seconds),
        ComputingReceived = Flat(seconds),
        FirstStage = 1,
        ReducingChunk = default,
        CompletingStage = default,
        PublishingByte = Exactly(1e-9),
        FirstCall = 0,
        CollectingShare = 0,
        MemoryBytes = 0,
    };

    internal static Curve Flat(double seconds) => new([new CurvePoint(1, Exactly(seconds))]);

    internal static TimeModel Model(MachineCosts? machine = null, int cores = Cores, double? bytesPerSecond = null, ChunkCodec codec = ChunkCodec.Raw) =>
        new(machine ?? Machine, new Circumstances(cores, bytesPerSecond, codec));

    internal static CodecCosts Moving(double secondsPerByte)
    {
        var costs = new MoveCosts([new MovePoint(1000, Exactly(1000 * secondsPerByte), Exactly(2000 * secondsPerByte))]);
        return new CodecCosts(costs, costs);
    }

    private static WorkerCosts Workers(int workers)
    {
        var waking = new StageCosts(Exactly(100e-6 * workers), Exactly(100e-6 * workers));
        return new WorkerCosts
        {
            Workers = workers, Threads = waking, Shared = waking, Pipe = waking,
            Spawn = Exactly(0.020 + (0.005 * workers)), Teardown = Exactly(0.010), FirstStage = Exactly(0.003),
            TouchingByte = Exactly(1e-10), ReleasingByte = Exactly(1e-11), WritingByte = Exactly(2e-10),
        };
    }
}
