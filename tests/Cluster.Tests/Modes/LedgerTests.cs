using System.Runtime.InteropServices;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Serialization;

namespace Cluster.Tests.Modes;

/// <summary>The bytes of a repetition, against what <c>docs/protocol.md</c> and the job say by hand.</summary>
public sealed class LedgerTests : ProcessTest
{
    private const int Header = 16;

    [Theory]
    [InlineData(ChunkCodec.Raw, 1)]
    [InlineData(ChunkCodec.Raw, 3)]
    [InlineData(ChunkCodec.MessagePack, 2)]
    [InlineData(ChunkCodec.Json, 2)]
    public async Task Pipe_SlicedInput_MovesEachChunkOnce(object codecValue, int workers)
    {
        var codec = (ChunkCodec)codecValue;
        RunOutcome outcome = await RunAsync("summarize", new() { ["count"] = 100_003L }, 20_000, codec, workers, ExecutionMode.Pipe);
        long serialized = 0, toWorkers = workers * BeginStage(0, stateBytes: 0), fromWorkers = 0;
        double[] numbers = Input(outcome);
        for (int i = 0; i < outcome.Job.Plan.Count; i++)
        {
            Chunk chunk = outcome.Job.Plan[i];
            long payload = Payload(codec, numbers.AsSpan((int)chunk.Start, (int)chunk.Count), out int pieces);
            if (codec != ChunkCodec.Raw) serialized += payload;
            toWorkers += MapBatch(i) + (pieces * Header) + payload;
            // Count and sum.
            fromWorkers += Partial(i, 16);
        }

        Assert.Equal(new ByteCounts(toWorkers, fromWorkers, 0, serialized), outcome.Middle.Account.Bytes);
    }

    [Fact]
    public async Task Shared_AnyInput_MovesMessagesOnly()
    {
        RunRequest request = Request("summarize", new() { ["count"] = 100_003L }, 20_000, ChunkCodec.Raw, 2) with { HandOut = HandOutChoice.Messages };
        RunOutcome outcome = await Runs.RunAsync(request, ExecutionMode.Shared);
        long toWorkers = 2 * BeginStage(0, stateBytes: 0), fromWorkers = 0;
        for (int i = 0; i < outcome.Job.Plan.Count; i++) (toWorkers, fromWorkers) = (toWorkers + MapBatch(i), fromWorkers + Partial(i, 16));
        Assert.Equal(new ByteCounts(toWorkers, fromWorkers, 100_003 * 8, 0), outcome.Middle.Account.Bytes);
    }

    // Workers take chunks themselves. They are told of the first stage of a repetition only, and tell the coordinator now and then that some are done.
    [Fact]
    public async Task Shared_TakingChunks_MovesNothingPerChunk()
    {
        RunRequest request = Request("gaussian-mixture", new() { ["points"] = 5_003L, ["iterations"] = 3L }, 1_000, ChunkCodec.Raw, workers: 2);
        RunOutcome outcome = await Runs.RunAsync(request, ExecutionMode.Shared);
        ByteCounts bytes = outcome.Middle.Account.Bytes;
        long stages = 2 * BeginStage(0, stateBytes: 0);
        Assert.InRange(bytes.ToWorkers, stages, stages + (2 * 3 * Header));
        Assert.Equal(0, bytes.FromWorkers % Header);
        Assert.Equal((5_003 * 2 * 8, 0), (bytes.Shared, bytes.Serialized));
        Assert.InRange(outcome.Middle.Account.Batches, 4, 4 * outcome.Job.Plan.Count);
    }

    [Fact]
    public async Task Pipe_Output_ComesBackOnce()
    {
        RunOutcome outcome = await RunAsync("elementwise", new() { ["count"] = 10_007L, ["rounds"] = 1L }, 3_000, ChunkCodec.Raw, 2, ExecutionMode.Pipe);
        long toWorkers = 2 * BeginStage(0, stateBytes: 0), fromWorkers = 0;
        for (int i = 0; i < outcome.Job.Plan.Count; i++)
        {
            Chunk chunk = outcome.Job.Plan[i];
            toWorkers += MapBatch(i) + Header + 5 + (8 * chunk.Count);
            fromWorkers += Header + 5 + (8 * chunk.Count) + Partial(i, outcome.Job.Job.PartialSize(chunk));
        }

        Assert.Equal(new ByteCounts(toWorkers, fromWorkers, 0, 0), outcome.Middle.Account.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pipe_IterativeJob_SendsItsDataOncePerRepetitionOrOncePerStage(bool resident)
    {
        RunRequest request = Request("gaussian-mixture", new() { ["points"] = 5_003L, ["iterations"] = 3L }, 1_000, ChunkCodec.Raw, workers: 1);
        RunOutcome outcome = await Runs.RunAsync(request with { Resident = resident }, ExecutionMode.Pipe);
        // One to read the initial means, then one per iteration.
        const int stages = 1 + 3;

        // Four components in two dimensions: mean, whitening matrix and offset; weight, sums and products, and one log-likelihood.
        const int stateBytes = 4 * (2 + 3 + 1) * 8, partialBytes = ((4 * (1 + 2 + 3)) + 1) * 8;
        long toWorkers = 0, fromWorkers = 0;
        for (int stage = 0; stage < stages; stage++)
        {
            toWorkers += BeginStage(stage, stage == 0 ? 0 : stateBytes);
            for (int i = 0; i < outcome.Job.Plan.Count; i++)
            {
                toWorkers += MapBatch(i) + (stage == 0 || !resident ? Header + 5 + (outcome.Job.Plan[i].Count * 2 * 8) : 0);
                fromWorkers += Partial(i, partialBytes);
            }
        }

        Assert.Equal(new ByteCounts(toWorkers, fromWorkers, 0, 0), outcome.Middle.Account.Bytes);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads")]
    public async Task InProcess_AnyJob_MovesNothing(string mode)
    {
        RunOutcome outcome = await RunAsync("summarize", new() { ["count"] = 10_007L }, 2_000, ChunkCodec.Raw, 2, Runs.Mode(mode));
        Assert.Equal(ByteCounts.None, outcome.Middle.Account.Bytes);
    }

    private static Task<RunOutcome> RunAsync(
        string job, Dictionary<string, object> options, long chunkSize, ChunkCodec codec, int workers, ExecutionMode mode) =>
        Runs.RunAsync(Request(job, options, chunkSize, codec, workers), mode);

    // Each chunk in a batch of its own, so that the number of batches does not depend on timing.
    private static RunRequest Request(string job, Dictionary<string, object> options, long chunkSize, ChunkCodec codec, int workers) => new()
    {
        Job = job, Options = options, ChunkSize = chunkSize, Codec = codec, Workers = workers, Schedule = Schedule.Dynamic, Batch = 1, Warmup = 1,
    };

    private static double[] Input(RunOutcome outcome)
    {
        using var store = JobArrays.Create(outcome.Job, shareable: false, null, CancellationToken.None);
        double[] numbers = new double[outcome.Job.Plan.Total];
        store.Inputs[0].Bytes(0, numbers.Length * 8).CopyTo(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private static long Payload(ChunkCodec codec, ReadOnlySpan<double> numbers, out int pieces)
    {
        const int elementsOfAPiece = 16_384;
        pieces = 1;
        if (codec == ChunkCodec.Raw) return 5 + (8L * numbers.Length);
        pieces = (numbers.Length + elementsOfAPiece - 1) / elementsOfAPiece;
        long bytes = 0;
        for (; !numbers.IsEmpty; numbers = numbers[Math.Min(elementsOfAPiece, numbers.Length)..])
        {
            ReadOnlySpan<double> piece = numbers[..Math.Min(elementsOfAPiece, numbers.Length)];
            bytes += codec == ChunkCodec.Json ? JsonSerializer.SerializeToUtf8Bytes(piece.ToArray()).Length : (piece.Length < 16 ? 1 : 3) + (9 * piece.Length);
        }

        return bytes;
    }

    // [stage, started at, state, nil]: no trace; the machine's clock is past 2³² ns after four seconds.
    private static int BeginStage(int stage, int stateBytes) => Header + 1 + Integer(stage) + 9 + Binary(stateBytes) + 1;

    // [first chunk, 1].
    private static int MapBatch(int chunk) => Header + 1 + Integer(chunk) + 1;

    // [chunk, bytes, nil]: no counts.
    private static int Partial(int chunk, int bytes) => Header + 1 + Integer(chunk) + Binary(bytes) + 1;

    private static int Integer(int value) => value < 128 ? 1 : value < 256 ? 2 : value < 65_536 ? 3 : 5;

    private static int Binary(int length) => length + (length < 256 ? 2 : length < 65_536 ? 3 : 5);
}
