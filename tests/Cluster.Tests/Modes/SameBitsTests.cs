using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Serialization;
using Cluster.Workloads;

namespace Cluster.Tests.Modes;

/// <summary>The promise that the comparison rests on: one digest, whatever computes it.</summary>
public sealed class SameBitsTests : ProcessTest
{
    public static TheoryData<string, long?> JobsAndChunks()
    {
        var data = new TheoryData<string, long?>();
        foreach (string job in JobCatalog.Names)
            foreach (long? chunk in new long?[] { null, 1_000, 7 })
                data.Add(job, job == "monte-carlo-pi" && chunk == 7 ? 777 : chunk);
        return data;
    }

    [Theory]
    [MemberData(nameof(JobsAndChunks))]
    public async Task Digest_EveryModeScheduleAndWorkerCount_IsTheSame(string job, long? chunkSize)
    {
        RunRequest request = Runs.Small(job) with { ChunkSize = chunkSize, Repeat = 2 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (ExecutionMode mode in new[] { ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared })
        {
            foreach (Schedule schedule in Enum.GetValues<Schedule>())
            {
                // Each count with each schedule in one of the modes; all of them in threads, which cost nothing.
                int[] counts = mode == ExecutionMode.Threads ? [1, 2, 3, 4, 7] : [1 + (((int)schedule + (int)mode) % 3)];
                foreach (int workers in counts)
                {
                    RunOutcome outcome = await Runs.RunAsync(request with { Schedule = schedule, Workers = workers }, mode);
                    Assert.True(outcome.IsConsistent);
                    Assert.True(expected == outcome.Digest, $"{job}, chunks of {chunkSize}, {mode}, {schedule}, {workers} workers");
                }
            }
        }
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Digest_SevenWorkers_IsTheSame(string word)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = Runs.Small("summarize") with { ChunkSize = 100, Workers = 7 };
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), await Runs.DigestAsync(request, mode));
    }

    [Theory]
    [InlineData("summarize", "count", 0)]
    [InlineData("summarize", "count", 1)]
    [InlineData("summarize", "count", 2)]
    [InlineData("column-sums", "columns", 0)]
    [InlineData("column-sums", "columns", 1)]
    [InlineData("column-sums", "rows", 0)]
    [InlineData("column-sums", "rows", 1)]
    [InlineData("monte-carlo-pi", "samples", 1)]
    public async Task Digest_FewerElementsThanWorkers_IsTheSame(string job, string option, long value)
    {
        RunRequest request = Runs.Small(job) with { Workers = 3 };
        request = request with { Options = new Dictionary<string, object>(request.Options) { [option] = value } };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (ExecutionMode mode in new[] { ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared })
            Assert.Equal(expected, await Runs.DigestAsync(request, mode));
    }

    [Theory]
    [InlineData(ChunkCodec.Raw)]
    [InlineData(ChunkCodec.MessagePack)]
    [InlineData(ChunkCodec.Json)]
    public async Task Digest_EveryCodecAndSplit_IsTheSame(object codecValue)
    {
        var codec = (ChunkCodec)codecValue;
        foreach (string split in new[] { "contiguous", "strided" })
        {
            RunRequest request = Runs.Small("summarize") with { ChunkSize = 999, Codec = codec };
            request = request with { Options = new Dictionary<string, object>(request.Options) { ["split"] = split } };
            Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), await Runs.DigestAsync(request, ExecutionMode.Pipe));
        }
    }

    [Theory]
    [InlineData(ChunkCodec.Raw)]
    [InlineData(ChunkCodec.MessagePack)]
    [InlineData(ChunkCodec.Json)]
    public async Task Output_EveryCodec_IsTheSame(object codecValue)
    {
        var codec = (ChunkCodec)codecValue;
        foreach (string job in new[] { "elementwise", "distance-matrix", "matrix-multiply" })
        {
            RunRequest request = Runs.Small(job) with { Codec = codec };
            Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), await Runs.DigestAsync(request, ExecutionMode.Pipe));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pipe_ResidentOrNot_IsTheSame(bool resident)
    {
        RunRequest request = Runs.Small("gaussian-mixture") with { Resident = resident, Repeat = 2, ChunkSize = 500 };
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), await Runs.DigestAsync(request, ExecutionMode.Pipe));
    }

    [Theory]
    [InlineData("c")]
    [InlineData("fortran")]
    public async Task ColumnSums_EitherOrderAndBatchSize_IsTheSame(string order)
    {
        RunRequest request = Runs.Small("column-sums") with { ChunkSize = 3 };
        request = request with { Options = new Dictionary<string, object>(request.Options) { ["order"] = order } };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (int batch in new[] { 1, 2, 1000 })
        {
            Assert.Equal(expected, await Runs.DigestAsync(request with { Batch = batch }, ExecutionMode.Shared));
            Assert.Equal(expected, await Runs.DigestAsync(request with { Batch = batch }, ExecutionMode.Pipe));
        }
    }
}
