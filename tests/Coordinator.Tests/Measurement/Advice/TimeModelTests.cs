using Cluster.Coordinator.Execution;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>The model against sums done by hand, and that it grows with whatever grows.</summary>
public sealed class TimeModelTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void Sequential_IsChunksTimesTheirCosts()
    {
        ChunkCosts chunk = MadeUp.Chunk(1e-3) with { ReducingChunk = MadeUp.Exactly(2e-6), CompletingStage = MadeUp.Exactly(5e-6) };

        // 10 × (1 ms + 1 µs + 2 µs) + 5 µs, in each of 3 stages.
        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Sequential, 4, MadeUp.Work(10) with { Stages = 3 }, chunk);

        Assert.Equal(3 * ((10 * 1.003e-3) + 5e-6), forecast.Warm.Middle, Exact);
        Assert.Equal(1, forecast.Workers);
    }

    [Fact]
    public void FirstStage_OfAnIterativeJob_TakesItsOwnTime()
    {
        ChunkCosts chunk = MadeUp.Chunk(1e-3) with { FirstStage = 0.1 };

        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Sequential, 1, MadeUp.Work(1) with { Stages = 3 }, chunk);

        Assert.Equal(2.1e-3 + 3e-6, forecast.Warm.Middle, Exact);
    }

    [Fact]
    public void Threads_ShareTheChunks()
    {
        // 4 rounds of 1 ms and 2 µs, and 400 µs to wake four threads.
        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Threads, 4, MadeUp.Work(16), MadeUp.Chunk(1e-3));

        Assert.Equal((4 * 1.002e-3) + 400e-6, forecast.Warm.Middle, Exact);
        Assert.Equal(400e-6, forecast.Parts.Waking, Exact);
    }

    [Fact]
    public void Processes_OnFreeCores_CostWhatTheWorkerDoes()
    {
        // One worker, four cores: 10 × (2 ms + 3 µs + a sending of 10 µs), and 100 µs to wake it.
        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Shared, 1, MadeUp.Work(10), MadeUp.Chunk(2e-3));

        Assert.Equal((10 * 2.013e-3) + 100e-6, forecast.Warm.Middle, Exact);
    }

    [Fact]
    public void Processes_OnAllCores_PayForTheCoordinatorToo()
    {
        // 40 chunks, each 2 ms and 13 µs of a worker and 24 µs of the coordinator, on four cores.
        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Shared, 4, MadeUp.Work(40), MadeUp.Chunk(2e-3));

        Assert.Equal((10 * 2.037e-3) + 400e-6, forecast.Warm.Middle, Exact);
    }

    [Fact]
    public void Processes_WithNothingToCompute_WaitForTheCoordinator()
    {
        // One worker: the coordinator takes 4 µs per chunk, the worker 3.
        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Shared, 1, MadeUp.Work(1000), MadeUp.Chunk(0));

        Assert.Equal((1000 * 4e-6) + 100e-6, forecast.Warm.Middle, Exact);
    }

    [Fact]
    public void Pipe_WithoutArrays_IsAsShared()
    {
        (JobWork work, ChunkCosts chunk) = (MadeUp.Work(40), MadeUp.Chunk(1e-3));
        Assert.Equal(
            MadeUp.Model().Predict(ExecutionMode.Shared, 3, work, chunk).Warm, MadeUp.Model().Predict(ExecutionMode.Pipe, 3, work, chunk).Warm);
    }

    [Theory]
    [InlineData(ChunkCodec.Raw, 1e-9)]
    [InlineData(ChunkCodec.MessagePack, 1e-8)]
    [InlineData(ChunkCodec.Json, 1e-7)]
    public void Pipe_OneWorker_MovesInputAndOutput(object codec, double perByte)
    {
        JobWork work = MadeUp.Work(10) with { SlicedBytes = 10_000_000, OutputBytes = 5_000_000 };

        // 1.5 MB per chunk, then 2 ms of computing and 13 µs.
        Forecast forecast = MadeUp.Model(codec: (ChunkCodec)codec).Predict(ExecutionMode.Pipe, 1, work, MadeUp.Chunk(2e-3));

        Assert.Equal((10 * ((1.5e6 * perByte) + 2.013e-3)) + 100e-6, forecast.Warm.Middle, Exact);
        Assert.Equal(15e6 * perByte, forecast.Parts.Moving, Exact);
    }

    [Fact]
    public void Pipe_AllCores_PaysForBothEnds()
    {
        JobWork work = MadeUp.Work(40) with { SlicedBytes = 40_000_000 };

        Forecast forecast = MadeUp.Model().Predict(ExecutionMode.Pipe, 4, work, MadeUp.Chunk(2e-3));

        Assert.Equal((10 * (2.037e-3 + 2e-3)) + 400e-6, forecast.Warm.Middle, Exact);
    }

    [Fact]
    public void Pipe_Resident_SendsOnceAndPaysForTheMemory()
    {
        JobWork work = MadeUp.Work(10) with { Stages = 5, SlicedBytes = 10_000_000 };

        double kept = MadeUp.Model().Predict(ExecutionMode.Pipe, 1, work with { IsResident = true }, MadeUp.Chunk(0)).Parts.Moving;
        double again = MadeUp.Model().Predict(ExecutionMode.Pipe, 1, work, MadeUp.Chunk(0)).Parts.Moving;

        Assert.Equal(10e6 * 2e-9, kept, Exact);
        Assert.Equal(5 * 10e6 * 1e-9, again, Exact);
    }

    [Theory]
    // As long as there are cores for all of them the workers receive at the same time; each byte takes 2 ns of processor time.
    [InlineData(1, 1e-9)]
    [InlineData(4, 2e-9)]
    [InlineData(8, 4e-9)]
    public void Pipe_BroadcastInput_ComesToEveryWorker(int workers, double perByte)
    {
        JobWork work = MadeUp.Work(8) with { BroadcastBytes = 1_000_000 };

        Assert.Equal(1e6 * perByte, MadeUp.Model().Predict(ExecutionMode.Pipe, workers, work, MadeUp.Chunk(1)).Parts.Moving, Exact);
    }

    [Fact]
    public void Shared_MovesNoArrays() => Assert.Equal(
        0, MadeUp.Model().Predict(ExecutionMode.Shared, 4, MadeUp.Work(8) with { SlicedBytes = 1 << 30, BroadcastBytes = 1 << 20 }, MadeUp.Chunk(1)).Parts.Moving);

    [Fact]
    public void FirstCall_AddsWhatIsPaidOnce()
    {
        JobWork work = MadeUp.Work(8) with { SlicedBytes = 8_000_000 };
        ChunkCosts chunk = MadeUp.Chunk(1e-3) with { FirstCall = 0.05 };

        Forecast sequential = MadeUp.Model().Predict(ExecutionMode.Sequential, 1, work, chunk);
        Forecast shared = MadeUp.Model().Predict(ExecutionMode.Shared, 4, work, chunk);

        // Publishing and compiling; processes also start in 40 ms, end in 10, compile their own code in 3, and each maps 2 MB.
        Assert.Equal(0.008 + 0.05, sequential.FirstCall.Middle - sequential.Warm.Middle, Exact);
        Assert.Equal(0.008 + 0.05 + 0.04 + 0.01 + 0.003 + (2e6 * 1.1e-10), shared.FirstCall.Middle - shared.Warm.Middle, Exact);
    }

    [Fact]
    public void Collecting_StopsThreadsButNotProcesses()
    {
        ChunkCosts chunk = MadeUp.Chunk(1e-3) with
        {
            Computing = new Curve([new(1, MadeUp.Exactly(1e-3)), new(4, MadeUp.Exactly(5e-3))]), CollectingShare = 0.6,
        };

        Assert.Equal(4 * 5e-3, MadeUp.Model().Predict(ExecutionMode.Threads, 4, MadeUp.Work(16), chunk).Parts.Computing, Exact);
        Assert.Equal(4 * 1e-3, MadeUp.Model().Predict(ExecutionMode.Shared, 4, MadeUp.Work(16), chunk).Parts.Computing, Exact);
    }

    [Fact]
    public void OtherMachine_MoreCores_DivideWhatComputes_UntilTheMemoryIsFull()
    {
        ChunkCosts chunk = MadeUp.Chunk(1e-3) with { MemoryBytes = 1e6 };
        JobWork work = MadeUp.Work(320);

        double few = MadeUp.Model(cores: 8, bytesPerSecond: 100e9).Predict(ExecutionMode.Threads, 8, work, chunk).Parts.Computing;
        double many = MadeUp.Model(cores: 32, bytesPerSecond: 16e9).Predict(ExecutionMode.Threads, 32, work, chunk).Parts.Computing;

        // 40 chunks each of 1 ms; and 320 MB at 16 GB/s.
        Assert.Equal(40e-3, few, Exact);
        Assert.Equal(320e6 / 16e9, many, Exact);
    }

    [Fact]
    public void OtherMachine_WithoutBandwidth_HasThatOfThisOne() => Assert.Equal(
        320e6 / 20e9, MadeUp.Model(cores: 32).Predict(ExecutionMode.Threads, 32, MadeUp.Work(320), MadeUp.Chunk(1e-4) with { MemoryBytes = 1e6 }).Parts.Computing, Exact);

    [Fact]
    public void Misfit_WidensTheRange()
    {
        Estimate warm = MadeUp.Model(MadeUp.Machine with { Misfit = 0.2 }).Predict(ExecutionMode.Threads, 2, MadeUp.Work(4), MadeUp.Chunk(1e-3)).Warm;

        Assert.Equal(0.8 * warm.Middle, warm.Low, Exact);
        Assert.Equal(1.2 * warm.Middle, warm.High, Exact);
    }

    [Fact]
    public void Parts_AnyMode_AddUpToTheTime()
    {
        JobWork work = MadeUp.Work(37) with { Stages = 3, SlicedBytes = 9_000_000, BroadcastBytes = 70_000, OutputBytes = 500_000, PartialBytes = 3700, LastChunk = 0.3 };
        foreach (ExecutionMode mode in Enum.GetValues<ExecutionMode>())
        {
            for (int workers = 1; workers <= 9; workers++)
            {
                Forecast one = MadeUp.Model().Predict(mode, workers, work, MadeUp.Chunk(3e-4) with { ReducingChunk = MadeUp.Exactly(1e-6) });
                Assert.Equal(one.Warm.Middle, one.Parts.Computing + one.Parts.Overhead, Exact);
            }
        }
    }

    [Fact]
    public void Time_AnyModeAndNumbers_GrowsWithTheWork()
    {
        foreach (ExecutionMode mode in Enum.GetValues<ExecutionMode>())
        {
            for (int workers = 1; workers <= 8; workers++)
            {
                JobWork work = MadeUp.Work(20) with { SlicedBytes = 2_000_000, OutputBytes = 1_000_000, BroadcastBytes = 1000 };
                double time = Time(work, 1e-4);
                Assert.True(Time(work, 2e-4) >= time, $"{mode} {workers}: longer chunks");
                Assert.True(Time(work with { Chunks = 23 }, 1e-4) >= time, $"{mode} {workers}: more chunks");
                Assert.True(Time(work with { SlicedBytes = 4_000_000 }, 1e-4) >= time, $"{mode} {workers}: more input");
                Assert.True(Time(work with { OutputBytes = 4_000_000 }, 1e-4) >= time, $"{mode} {workers}: more output");
                Assert.True(Time(work with { BroadcastBytes = 4_000_000 }, 1e-4) >= time, $"{mode} {workers}: more broadcast");
                Assert.True(Time(work with { Stages = 2 }, 1e-4) >= time, $"{mode} {workers}: more stages");

                double Time(JobWork of, double seconds) => MadeUp.Model().Predict(mode, workers, of, MadeUp.Chunk(seconds)).Warm.Middle;
            }
        }
    }

    [Fact]
    public void Batch_LargerThanAShare_LeavesWorkersWithoutWork()
    {
        (JobWork work, ChunkCosts chunk) = (MadeUp.Work(64), MadeUp.Chunk(1e-3));
        TimeModel model = MadeUp.Model();
        double halved = model.Predict(ExecutionMode.Shared, 4, work, chunk, batch: 32).Parts.Computing;

        Assert.Equal(32e-3, halved, Exact);
        Assert.Equal(16e-3, model.Predict(ExecutionMode.Shared, 4, work, chunk, batch: 16).Parts.Computing, Exact);
    }
}
