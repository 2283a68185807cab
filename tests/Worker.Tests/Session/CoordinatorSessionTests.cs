using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Worker.Session;

namespace Cluster.Tests.Session;

public sealed class CoordinatorSessionTests
{
    private const int Count = 1003;

    // Whole numbers: their sum is exact in any order.
    private static readonly double[] Data = [.. Enumerable.Range(1, Count).Select(i => (double)i)];

    public static TheoryData<WireKind, object, bool> Ways
    {
        get
        {
            var ways = new TheoryData<WireKind, object, bool>();
            foreach (WireKind wire in Enum.GetValues<WireKind>())
                foreach (ChunkCodec codec in Enum.GetValues<ChunkCodec>())
                    foreach (bool strided in new[] { false, true }) ways.Add(wire, codec, strided);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task MapBatch_InlineData_YieldsThePartialsInOrder(WireKind wire, object codecValue, bool strided)
    {
        var codec = (ChunkCodec)codecValue;
        using var coordinator = new ScriptedCoordinator(wire);
        ChunkPlan plan = strided ? ChunkPlan.Strided(Count, 100) : ChunkPlan.Contiguous(Count, 100);
        coordinator.OpenSummarize(Count, 100, codec, strided: strided);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            coordinator.Begin(0);
            coordinator.Map(plan, 0, 4, codec, Data);
            coordinator.Map(plan, 4, plan.Count - 4, codec, Data);
            for (int i = 0; i < plan.Count; i++) Assert.Equal(Expected(plan[i]), await coordinator.PartialAsync());
            PhaseReport report = await coordinator.ReportAsync();
            Assert.Equal(plan.Count, report.Chunks);
            Assert.Equal(Count * sizeof(double), report.InputBytes);
        }

        coordinator.Post(MessageKind.CloseJob);
        coordinator.Post(MessageKind.Goodbye);
        Assert.Equal(WorkerExitCode.Done, await coordinator.Session.OrTimeout());
    }

    [Fact]
    public async Task MapBatch_MappedSegment_YieldsThePartialsInOrder()
    {
        using SharedSegment segment = SharedSegment.Create("session", Count * sizeof(double), Path.GetTempPath());
        MemoryMarshal.AsBytes(Data.AsSpan()).CopyTo(segment.Memory.Write(0, Count * sizeof(double)));
        segment.Seal();
        using var coordinator = new ScriptedCoordinator();
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.OpenSummarize(Count, 100, segment: segment.Handle);
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(0, plan.Count));
        for (int i = 0; i < plan.Count; i++) Assert.Equal(Expected(plan[i]), await coordinator.PartialAsync());
        Assert.Equal(0, (await coordinator.ReportAsync()).InputBytes);
    }

    [Fact]
    public async Task Report_Phases_AddUpToTheWallTimeExactly()
    {
        using var coordinator = new ScriptedCoordinator();
        PhaseReport before = await coordinator.ReportAsync();
        Assert.Equal(before.Wall, before.Ticks.Sum());

        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.OpenSummarize(Count, 100);
        long start = Stopwatch.GetTimestamp();
        coordinator.Begin(0, start);
        coordinator.Map(plan, 0, plan.Count, ChunkCodec.Raw, Data);
        for (int i = 0; i < plan.Count; i++) await coordinator.PartialAsync();
        PhaseReport report = await coordinator.ReportAsync();
        Assert.Equal(PhaseClock.PhaseCount, report.Ticks.Count);
        Assert.Equal(report.Wall, report.Ticks.Sum());
        Assert.InRange(report.Wall, 1, Stopwatch.GetTimestamp() - start);
        Assert.All(report.Ticks, ticks => Assert.True(ticks >= 0));
        Assert.True(report.Ticks[(int)Phase.Transfer] > 0);
        Assert.True(report.Ticks[(int)Phase.Compute] > 0);

        // A later stage goes on counting; stage 0 begins anew.
        coordinator.Begin(1);
        Assert.Equal(plan.Count, (await coordinator.ReportAsync()).Chunks);
        coordinator.Begin(0);
        Assert.Equal(0, (await coordinator.ReportAsync()).Chunks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task BeginStage_OlderThanTheWorker_CountsItsStartAndWhatItDidSince(int stage)
    {
        long launched = Stopwatch.GetTimestamp();
        using var coordinator = new ScriptedCoordinator();
        PhaseReport before = await coordinator.ReportAsync();
        coordinator.OpenSummarize(Count, 100);
        coordinator.Begin(stage, launched);
        coordinator.Map(ChunkPlan.Contiguous(Count, 100), 0, 1, ChunkCodec.Raw, Data);
        await coordinator.PartialAsync();
        PhaseReport report = await coordinator.ReportAsync();

        Assert.Equal(report.Wall, report.Ticks.Sum());
        Assert.True(report.Wall > before.Wall);
        Assert.True(report.Ticks[(int)Phase.Spawn] > 0);
        Assert.True(report.Ticks[(int)Phase.Map] > 0, "opening the job belongs to the repetition");

        // Of the next one the start is no part.
        coordinator.Begin(0);
        Assert.Equal(0, (await coordinator.ReportAsync()).Ticks[(int)Phase.Spawn]);
    }

    // A stage is over when the next one begins, or when a report is asked for.
    [Fact]
    public async Task BeginStage_OfATrace_IsAnsweredByThePartInItAndNoOtherIs()
    {
        using var coordinator = new ScriptedCoordinator();
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.OpenSummarize(Count, 100);
        long start = Stopwatch.GetTimestamp();
        coordinator.Begin(0, traceParent: "first");
        coordinator.Map(plan, 0, 1, ChunkCodec.Raw, Data);
        coordinator.Map(plan, 1, 2, ChunkCodec.Raw, Data);
        for (int i = 0; i < 3; i++) await coordinator.PartialAsync();
        long computed = Stopwatch.GetTimestamp();
        coordinator.Begin(1, traceParent: "second");
        coordinator.Map(plan, 3, 1, ChunkCodec.Raw, Data);
        StagePart first = await coordinator.PartAsync();
        await coordinator.PartialAsync();
        coordinator.Post(MessageKind.ReportPhases);
        StagePart second = await coordinator.PartAsync();
        Assert.Equal(4, (await coordinator.NextReportAsync()).Chunks);

        Assert.Equal(("first", 3, "second", 1), (first.TraceParent, first.Chunks, second.TraceParent, second.Chunks));
        Assert.InRange(first.Begin, start, first.End);
        Assert.InRange(second.Begin, first.End, second.End);
        Assert.InRange(first.End, first.Begin, computed);

        // Told once; and a stage without chunks, or without a trace, has no part.
        Assert.Equal(4, (await coordinator.ReportAsync()).Chunks);
        coordinator.Begin(0, traceParent: "third");
        Assert.Equal(0, (await coordinator.ReportAsync()).Chunks);
        coordinator.Begin(0);
        coordinator.Map(plan, 0, 1, ChunkCodec.Raw, Data);
        await coordinator.PartialAsync();
        Assert.Equal(1, (await coordinator.ReportAsync()).Chunks);
    }

    [Fact]
    public async Task Goodbye_BehindABatch_LosesNothing()
    {
        using var coordinator = new ScriptedCoordinator();
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.Channel.Post(new OpenJob("summarize", ScriptedCoordinator.Parameters(), Count, 100, false, ChunkCodec.Raw,
            [new ArrayBinding(ArrayLayout.Vector(ElementType.Float64, Count), InputUse.Sliced, null, 0)]));
        coordinator.Channel.Post(new BeginStage(0, Stopwatch.GetTimestamp(), default));
        coordinator.Send(plan, 0, plan.Count, ChunkCodec.Raw, Data);
        coordinator.Channel.Post(MessageKind.ReportPhases);
        coordinator.Post(MessageKind.Goodbye);

        for (int i = 0; i < plan.Count; i++) Assert.Equal(Expected(plan[i]), await coordinator.PartialAsync());
        Assert.Equal(plan.Count, (await coordinator.NextReportAsync()).Chunks);
        Assert.Equal(WorkerExitCode.Done, await coordinator.Session.OrTimeout());
    }

    [Fact]
    public async Task AwaitJob_MappedSegment_IsAnsweredAndLeavesNoTrace()
    {
        const ulong Number = 9;
        using SharedSegment segment = SharedSegment.Create("session", Count * sizeof(double), Path.GetTempPath());
        MemoryMarshal.AsBytes(Data.AsSpan()).CopyTo(segment.Memory.Write(0, Count * sizeof(double)));
        segment.Seal();
        using var coordinator = new ScriptedCoordinator();
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.OpenSummarize(Count, 100, segment: segment.Handle);
        coordinator.Channel.Post(MessageKind.AwaitJob, Number);
        coordinator.Channel.Flush();
        Assert.Equal((MessageKind.JobOpened, Number), await coordinator.NextHeadAsync());
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(0, plan.Count));
        for (int i = 0; i < plan.Count; i++) Assert.Equal(Expected(plan[i]), await coordinator.PartialAsync());
        Assert.Equal(plan.Count, (await coordinator.ReportAsync()).Chunks);
    }

    [Fact]
    public async Task AwaitJob_OfAJobThatIsRefused_IsAnsweredBehindTheFault()
    {
        using var coordinator = new ScriptedCoordinator();
        coordinator.Channel.Post(new OpenJob("no-such-job", ScriptedCoordinator.Parameters(), Count, 100, false, ChunkCodec.Raw, []));
        coordinator.Post(MessageKind.AwaitJob);
        await coordinator.FaultAsync();
        Assert.Equal(MessageKind.JobOpened, await coordinator.NextKindAsync());
    }

    [Fact]
    public async Task OpenJob_UnknownJob_IsAFaultAndWhatFollowsIsSkipped()
    {
        using var coordinator = new ScriptedCoordinator();
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.Channel.Post(new OpenJob("no-such-job", ScriptedCoordinator.Parameters(), Count, 100, false, ChunkCodec.Raw,
            [new ArrayBinding(ArrayLayout.Vector(ElementType.Float64, Count), InputUse.Sliced, null, 0)]));
        coordinator.Begin(0);
        coordinator.Map(plan, 0, 3, ChunkCodec.Raw, Data);
        FaultInfo fault = await coordinator.FaultAsync();
        Assert.Equal(FaultCode.ProtocolViolation, fault.Code);
        Assert.Contains("no-such-job", fault.Message, StringComparison.Ordinal);
        await AssertServesAsync(coordinator);
    }

    [Theory]
    [InlineData("/nowhere/at/all.dll", "does not exist (")]
    [InlineData(null, "is another build (")]
    public async Task OpenJob_OriginThatIsNotThere_IsAFaultAndTheSessionGoesOn(string? path, string error)
    {
        path ??= OwnAssembly.Path("WordCount");
        using var coordinator = new ScriptedCoordinator();
        // Also under the name of a built-in job: the origin counts.
        coordinator.Post(new OpenJob("summarize", ScriptedCoordinator.Parameters(), Count, 100, false, ChunkCodec.Raw,
            [new ArrayBinding(ArrayLayout.Vector(ElementType.UInt8, Count), InputUse.Sliced, null, 0)],
            Origin: new JobOrigin(path, "TextJobs.WordCount", Guid.Empty)));
        coordinator.Begin(0);
        FaultInfo fault = await coordinator.FaultAsync();
        Assert.Equal(FaultCode.JobFailed, fault.Code);
        Assert.StartsWith($"{path}: {error}", fault.Message, StringComparison.Ordinal);
        await AssertServesAsync(coordinator);
    }

    [Theory]
    [InlineData("segment gone")]
    [InlineData("no inputs")]
    [InlineData("bad plan")]
    [InlineData("no parameters")]
    [InlineData("array behind its segment")]
    [InlineData("inline and shared")]
    public async Task OpenJob_ThatCannotBeOpened_IsAFaultAndTheSessionGoesOn(string what)
    {
        using SharedSegment segment = SharedSegment.Create("session", Count * sizeof(double), Path.GetTempPath());
        ArrayLayout layout = ArrayLayout.Vector(ElementType.Float64, Count);
        ArrayBinding mapped = new(layout, InputUse.Sliced, segment.Handle, 0);
        ArrayBinding inline = new(layout, InputUse.Sliced, null, 0);
        JobParameters parameters = what == "no parameters" ? new JobParameters(new Dictionary<string, object>(), 0) : ScriptedCoordinator.Parameters();
        ArrayBinding[] inputs = what switch
        {
            "segment gone" => [mapped with { Segment = segment.Handle with { Kind = SegmentKind.NamedFile, Path = "/nowhere/at/all" } }],
            "no inputs" => [],
            "array behind its segment" => [mapped with { Offset = 1 }],
            "inline and shared" => [mapped, inline],
            _ => [mapped],
        };
        using var coordinator = new ScriptedCoordinator();
        coordinator.Post(new OpenJob("summarize", parameters, Count, what == "bad plan" ? 0 : 100, false, ChunkCodec.Raw, inputs));
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(0, 1));
        FaultInfo fault = await coordinator.FaultAsync();
        if (what == "segment gone") Assert.Equal(FaultCode.InputUnavailable, fault.Code);
        await AssertServesAsync(coordinator);
    }

    [Fact]
    public async Task Map_JobThrows_IsAFaultWithTypeAndStackAndTheSessionGoesOn()
    {
        using var coordinator = new ScriptedCoordinator();
        // Columns without rows take no bytes, but their sums do: more than a partial can hold.
        ArrayLayout layout = ArrayLayout.Matrix(ElementType.Float64, 0, 1L << 40, ArrayOrder.Fortran);
        coordinator.Post(new OpenJob("column-sums", ScriptedCoordinator.Parameters(), layout.Slices, 1L << 30, false, ChunkCodec.Raw,
            [new ArrayBinding(layout, InputUse.Sliced, null, 0)]));
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(7, 1));
        FaultInfo fault = await coordinator.FaultAsync();
        Assert.Equal((FaultCode.JobFailed, 7), (fault.Code, fault.Chunk));
        Assert.Equal(typeof(OverflowException).FullName, fault.RemoteType);
        Assert.Contains("JobExecutor.Run", fault.RemoteStack, StringComparison.Ordinal);
        Assert.NotEqual("", fault.Message);
        await AssertServesAsync(coordinator);
    }

    [Fact]
    public async Task MapBatch_BeforeAnyJob_EndsTheSession()
    {
        using var coordinator = new ScriptedCoordinator();
        coordinator.Post(new MapBatch(0, 1));
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => coordinator.Session.OrTimeout());
        Assert.Equal(FaultCode.ProtocolViolation, fault.Code);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 12)]
    [InlineData(11, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    public async Task MapBatch_OutsideThePlan_EndsTheSession(int first, int count)
    {
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenSummarize(Count, 100);
        coordinator.Post(new MapBatch(first, count));
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => coordinator.Session.OrTimeout());
        Assert.Equal(FaultCode.ProtocolViolation, fault.Code);
    }

    [Theory]
    [InlineData(MessageKind.Partial)]
    [InlineData(MessageKind.Hello)]
    [InlineData((MessageKind)999)]
    public async Task Frame_OfAKindThatNoWorkerExpects_EndsTheSession(object kindValue)
    {
        var kind = (MessageKind)kindValue;
        using var coordinator = new ScriptedCoordinator();
        coordinator.Post(kind);
        Assert.Equal(FaultCode.ProtocolViolation, (await Assert.ThrowsAsync<FaultException>(() => coordinator.Session.OrTimeout())).Code);
    }

    [Theory]
    [InlineData(WireKind.InMemory)]
    [InlineData(WireKind.NamedPipe)]
    public async Task Serve_ConnectionClosed_IsOrphaned(WireKind wire)
    {
        using var coordinator = new ScriptedCoordinator(wire);
        coordinator.Channel.Dispose();
        Assert.Equal(WorkerExitCode.Orphaned, await coordinator.Session.OrTimeout());
    }

    [Fact]
    public async Task Serve_Goodbye_IsDone()
    {
        using var coordinator = new ScriptedCoordinator();
        coordinator.Post(MessageKind.Goodbye);
        Assert.Equal(WorkerExitCode.Done, await coordinator.Session.OrTimeout());
    }

    [Fact]
    public async Task CloseJob_MappedSegment_IsLetGo()
    {
        string name = $"closed{Guid.NewGuid():n}";
        using SharedSegment segment = SharedSegment.Create(name, Count * sizeof(double), Path.GetTempPath());
        LeakCheck leaks = LeakCheck.Begin(path => path.Contains(name, StringComparison.Ordinal));
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenSummarize(Count, 100, segment: segment.Handle);
        await coordinator.ReportAsync();
        Assert.NotEmpty(leaks.Left());
        coordinator.Post(MessageKind.CloseJob);
        await coordinator.ReportAsync();
        await leaks.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("atomic")]
    [InlineData("locked")]
    [InlineData("unsynchronized")]
    public async Task MapBatch_CountersOfItsOwn_BeginAtZeroForEachChunk(string discipline)
    {
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenCounter(discipline, increments: 250, chunkSize: 100);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            coordinator.Begin(0);
            coordinator.Post(new MapBatch(0, 3));
            foreach (long expected in new[] { 100, 100, 50 }) Assert.Equal([expected], (await coordinator.CountsAsync()).Counted);
        }
    }

    [Fact]
    public async Task MapBatch_CountersOfItsOwn_AreCountedByWorker()
    {
        using var coordinator = new ScriptedCoordinator(worker: 3);
        coordinator.OpenCounter("per-worker", increments: 100, chunkSize: 100);
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(0, 1));
        long[] counted = (await coordinator.CountsAsync()).Counted;
        Assert.Equal([0, 0, 0, 100], counted[..4]);
        Assert.Equal(100, counted.Sum());
    }

    [Fact]
    public async Task MapBatch_CountersInASegment_CountThere()
    {
        using SharedSegment segment = SharedSegment.Create("counters", MappedCounters.ByteLength(1), Path.GetTempPath());
        var counters = new MappedCounters(1, segment.Memory.Address);
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenCounter("atomic", increments: 250, chunkSize: 100, segment.Handle);
        coordinator.Begin(0);
        coordinator.Post(new MapBatch(0, 3));
        for (int i = 0; i < 3; i++) Assert.Empty((await coordinator.CountsAsync()).Counted);
        Assert.Equal([250], counters.Read());
    }

    [Fact]
    public async Task OpenJob_CountersOfAnotherSize_IsAFaultAndTheSessionGoesOn()
    {
        using SharedSegment segment = SharedSegment.Create("counters", MappedCounters.ByteLength(2), Path.GetTempPath());
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenCounter("atomic", increments: 250, chunkSize: 100, segment.Handle);
        Assert.Equal(FaultCode.ProtocolViolation, (await coordinator.FaultAsync()).Code);
        await AssertServesAsync(coordinator);
    }

    [Fact]
    public async Task CloseJob_MappedCounters_AreLetGo()
    {
        string name = $"counted{Guid.NewGuid():n}";
        using SharedSegment segment = SharedSegment.Create(name, MappedCounters.ByteLength(1), Path.GetTempPath());
        LeakCheck leaks = LeakCheck.Begin(path => path.Contains(name, StringComparison.Ordinal));
        using var coordinator = new ScriptedCoordinator();
        coordinator.OpenCounter("atomic", increments: 250, chunkSize: 100, segment.Handle);
        await coordinator.ReportAsync();
        Assert.NotEmpty(leaks.Left());
        coordinator.Post(MessageKind.CloseJob);
        await coordinator.ReportAsync();
        await leaks.AssertNothingLeftAsync();
    }

    private static async Task AssertServesAsync(ScriptedCoordinator coordinator)
    {
        coordinator.OpenSummarize(Count, 100);
        coordinator.Begin(0);
        ChunkPlan plan = ChunkPlan.Contiguous(Count, 100);
        coordinator.Map(plan, 3, 1, ChunkCodec.Raw, Data);
        Assert.Equal(Expected(plan[3]), await coordinator.PartialAsync());
        coordinator.Post(MessageKind.Goodbye);
        Assert.Equal(WorkerExitCode.Done, await coordinator.Session.OrTimeout());
    }

    private static (int Chunk, long Count, double Sum) Expected(Chunk chunk)
    {
        double sum = 0;
        for (long i = 0; i < chunk.Count; i++) sum += Data[chunk.Start + (i * chunk.Step)];
        return (chunk.Index, chunk.Count, sum);
    }
}
