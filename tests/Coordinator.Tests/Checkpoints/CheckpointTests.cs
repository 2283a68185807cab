using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.TestKit;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Whatever a checkpoint holds, a run that continues has the result of one that was never disturbed, or refuses.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Jobs => ["monte-carlo-pi", "gaussian-mixture", "distance-matrix"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Run_EverythingIsKept_ComputesNothing(string job)
    {
        RunRequest request = KeptRuns.Request(job);
        (RunOutcome first, _) = await KeptRuns.RunAsync(request, _folder.Path);
        Assert.Equal((await KeptRuns.DigestAsync(request), 0), (first.Digest, first.Checkpoint!.Resumed));
        foreach (ExecutionMode mode in (ExecutionMode[])[ExecutionMode.Sequential, ExecutionMode.Threads])
        {
            (RunOutcome again, IReadOnlyList<string> warnings) = await KeptRuns.RunAsync(request, _folder.Path, mode);
            Assert.Equal(first.Digest, again.Digest);
            Assert.Equal((0, KeptRuns.Computed(first)), (KeptRuns.Computed(again), again.Checkpoint!.Resumed));
            Assert.Equal(again.Checkpoint.Chunks, again.Checkpoint.Resumed);
            Assert.Empty(warnings);
        }
    }

    // A kill leaves any number of bytes.
    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Run_FileEndsAnywhere_GoesOnToTheSameDigest(string job)
    {
        RunRequest request = KeptRuns.Request(job);
        (RunOutcome first, _) = await KeptRuns.RunAsync(request, _folder.Path, ExecutionMode.Threads);
        byte[] whole = File.ReadAllBytes(_folder[$"{job}.checkpoint"]);
        int[] ends = Ends(whole);
        Assert.Equal(first.Checkpoint!.Chunks, ends.Length - 1);
        // Every byte of the header and of the last record; of what is between, every seventh.
        for (int length = 0; length <= whole.Length; length += length < ends[0] || length >= ends[^2] ? 1 : 7)
        {
            _folder.Write($"{job}.checkpoint", whole[..length]);
            (RunOutcome outcome, IReadOnlyList<string> warnings) = await KeptRuns.RunAsync(request, _folder.Path, ExecutionMode.Threads);
            Assert.Equal((length, first.Digest), (length, outcome.Digest));
            int kept = Math.Max(0, ends.Count(end => end <= length) - 1);
            Assert.Equal((length, kept, first.Checkpoint.Chunks - kept), (length, outcome.Checkpoint!.Resumed, KeptRuns.Computed(outcome)));
            Assert.Empty(warnings);
            // What it added makes the file whole again.
            Assert.Equal(whole.Length, new FileInfo(_folder[$"{job}.checkpoint"]).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Run_AnyByteIsChanged_WarnsOrRefusesAndIsNeverWrong(string job)
    {
        SeededRandom random = SeededRandom.Create();
        RunRequest request = KeptRuns.Request(job);
        string digest = await KeptRuns.DigestAsync(request);
        await KeptRuns.RunAsync(request, _folder.Path);
        byte[] whole = File.ReadAllBytes(_folder[$"{job}.checkpoint"]);
        int[] ends = Ends(whole);
        for (int offset = 0; offset < whole.Length; offset++)
        {
            byte[] changed = [.. whole];
            changed[offset] ^= (byte)random.Next(1, 256);
            _folder.Write($"{job}.checkpoint", changed);
            if (offset < ends[0])
            {
                var refusal = await Assert.ThrowsAsync<FileProblemException>(() => KeptRuns.RunAsync(request, _folder.Path));
                Assert.Matches("is no checkpoint|is damaged at its beginning", refusal.What);
                Assert.Equal(changed, File.ReadAllBytes(_folder[$"{job}.checkpoint"]));
                continue;
            }

            (RunOutcome outcome, IReadOnlyList<string> warnings) = await KeptRuns.RunAsync(request, _folder.Path);
            Assert.Equal((offset, digest), (offset, outcome.Digest));
            Assert.Equal((offset, ends.Count(end => end <= offset) - 1), (offset, outcome.Checkpoint!.Resumed));
            string warning = Assert.Single(warnings);
            Assert.Contains($"the record at byte {ends.Last(end => end <= offset):N0} is damaged", warning, StringComparison.Ordinal);
        }
    }

    // Each is whole, and not what comes next: one twice, one of a later stage, one of another run.
    [Theory]
    [InlineData("twice")]
    [InlineData("later")]
    [InlineData("other")]
    public async Task Run_RecordThatIsNotTheNext_EndsThere(string which)
    {
        RunRequest request = KeptRuns.Request("gaussian-mixture");
        string path = _folder["gaussian-mixture.checkpoint"], digest = await KeptRuns.DigestAsync(request);
        await KeptRuns.RunAsync(request, _folder.Path);
        byte[] whole = File.ReadAllBytes(path);
        int[] ends = Ends(whole);
        byte[] Record(int index) => whole[ends[index]..ends[index + 1]];
        byte[] more = which == "twice" ? Record(0) : which == "later" ? Record(4) : [];
        if (which == "other")
        {
            File.Delete(path);
            await KeptRuns.RunAsync(request with { Seed = 2 }, _folder.Path);
            byte[] other = File.ReadAllBytes(path);
            more = other[Ends(other)[2]..Ends(other)[3]];
        }

        _folder.Write("gaussian-mixture.checkpoint", [.. whole[..ends[2]], .. more, .. whole[ends[2]..]]);
        (RunOutcome outcome, IReadOnlyList<string> warnings) = await KeptRuns.RunAsync(request, _folder.Path);
        Assert.Equal((digest, 2), (outcome.Digest, outcome.Checkpoint!.Resumed));
        string problem = which == "other" ? "is damaged" : "is not of a chunk that was to be computed next";
        Assert.Contains($"the record at byte {ends[2]:N0} {problem}", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherModeWorkersScheduleAndBatch_Continue()
    {
        RunRequest request = KeptRuns.Request("monte-carlo-pi");
        await KeptRuns.RunAsync(request, _folder.Path, ExecutionMode.Threads);
        RunRequest other = request with
        {
            Workers = 1, Schedule = Scheduling.Schedule.Static, Batch = 2, Codec = Serialization.ChunkCodec.Json,
            Lifetime = WorkerLifetime.Call,
        };
        (RunOutcome outcome, _) = await KeptRuns.RunAsync(other, _folder.Path);
        Assert.Equal(outcome.Checkpoint!.Chunks, outcome.Checkpoint.Resumed);
    }

    // The header's, and each record's.
    private static int[] Ends(byte[] file)
    {
        Assert.Null(CheckpointHeader.Read(file, out CheckpointHeader? header));
        List<int> ends = [(int)header!.Length];
        while (ends[^1] < file.Length)
        {
            Assert.True(RecordHead.TryRead(file.AsSpan(ends[^1]), header.Sum, out RecordHead head));
            ends.Add(ends[^1] + (int)head.Length);
        }

        return [.. ends];
    }
}
