using System.Buffers.Binary;
using System.Diagnostics;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Worker.Session;

namespace Cluster.Tests.Session;

/// <summary>A session whose chunks are on a board.</summary>
public sealed class BoardSessionTests : IDisposable
{
    private const int Chunks = 10;
    private const long Samples = 1000;

    private readonly BoardLayout _layout = new(Chunks, 1, sizeof(long));
    private readonly SharedSegment _segment;
    private readonly BoardOwner _owner;
    private readonly ScriptedCoordinator _coordinator = new();

    public BoardSessionTests()
    {
        _segment = SharedSegment.Create("board-test", _layout.Length, Path.GetTempPath());
        _owner = new BoardOwner(new ChunkBoard(_segment.Memory, _layout));
    }

    [Fact]
    public async Task Board_SeveralStages_EveryChunkIsDoneAndOnlyTheFirstIsTold()
    {
        Open();
        _coordinator.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 0));
        long[] expected = [];
        for (int stage = 0; stage < 5; stage++)
        {
            bool tells = stage == 0;
            _owner.Begin(tells, TakingRule.OwnBlockThenHelp, null, default, null, []);
            if (tells) Tell(_owner.Stage);
            else if (_owner.TakeParked(0)) _coordinator.Post(MessageKind.BoardChanged);
            long[] counts = await DoneAsync();
            if (tells) expected = counts;
            Assert.Equal(expected, counts);
        }

        Assert.All(expected, static count => Assert.InRange(count, 1, Samples / Chunks));
        Assert.Equal(5 * Chunks, (await _coordinator.ReportAsync()).Chunks);
        await EndAsync();
    }

    [Fact]
    public async Task Board_CoordinatorSleeps_IsToldWhenNothingIsLeft()
    {
        Open();
        _coordinator.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 0));
        _owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        _owner.SetAsleep(true);
        Tell(_owner.Stage);
        do Assert.Equal(MessageKind.ChunksDone, await _coordinator.NextKindAsync());
        while (!IsDone);
        // Of the last chunks this one may have seen that they are done before the worker says so, more than once where it was slow.
        _coordinator.Post(MessageKind.ReportPhases);
        MessageKind next;
        do next = await _coordinator.NextKindAsync();
        while (next == MessageKind.ChunksDone);
        Assert.Equal(MessageKind.PhaseReport, next);
        await EndAsync();
    }

    [Fact]
    public async Task Board_ToldOfChunks_NamesTheJob()
    {
        const ulong Number = 7;
        _coordinator.Channel.Post(Job, Number);
        _coordinator.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 0));
        _owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        _owner.SetAsleep(true);
        Tell(_owner.Stage);
        Assert.Equal((MessageKind.ChunksDone, Number), await _coordinator.NextHeadAsync());
        await DoneAsync();
        await EndAsync();
    }

    [Fact]
    public async Task Board_Traced_TellsItsPart()
    {
        Open();
        _coordinator.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 0));
        _owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        Tell(_owner.Stage, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await DoneAsync();
        _coordinator.Post(MessageKind.ReportPhases);
        Assert.Equal(Chunks, (await _coordinator.PartAsync()).Chunks);
        await _coordinator.NextReportAsync();
        await EndAsync();
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(2, 8)]
    [InlineData(0, 8)]
    public async Task AttachBoard_OfAnotherBoard_IsRefused(int places, int partialBytes)
    {
        Open();
        _coordinator.Post(new AttachBoard(_segment.Handle with { Length = _layout.Length - 64 }, places, partialBytes, 0));
        Assert.Equal(FaultCode.ProtocolViolation, (await _coordinator.FaultAsync()).Code);
        await EndAsync();
    }

    // A descriptor's number is used again: what the message meant was closed before this worker came to open it.
    [Fact]
    public async Task AttachBoard_WhoseSegmentIsAnothersByNow_IsRefusedAndNothingIsTaken()
    {
        Open();
        _owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        _coordinator.Channel.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 7));
        Tell(_owner.Stage);
        Assert.Equal(FaultCode.InputUnavailable, (await _coordinator.FaultAsync()).Code);
        await EndAsync();
        Assert.All(Enumerable.Range(0, Chunks), chunk => Assert.True(_owner.Read(chunk).IsOpenIn(_owner.Stage)));
    }

    [Fact]
    public async Task AttachBoard_BeforeAJob_EndsTheSession()
    {
        _coordinator.Post(new AttachBoard(_segment.Handle, 1, sizeof(long), 0));
        Assert.Equal(FaultCode.ProtocolViolation, (await Assert.ThrowsAsync<FaultException>(() => _coordinator.Session.OrTimeout())).Code);
    }

    public void Dispose()
    {
        _coordinator.Dispose();
        _segment.Dispose();
    }

    private bool IsDone => Enumerable.Range(0, Chunks).All(chunk => _owner.Read(chunk).Is(_owner.Stage, ChunkState.Done));

    private static OpenJob Job => new(
        "monte-carlo-pi", new JobParameters(new Dictionary<string, object> { ["samples"] = Samples, ["tasks"] = (long)Chunks }, 1),
        Samples, Samples / Chunks, false, ChunkCodec.Raw, []);

    private void Open() => _coordinator.Post(Job);

    private void Tell(uint stage, string? traceParent = null)
    {
        _coordinator.Channel.Post(new BeginStage(0, Stopwatch.GetTimestamp(), default, traceParent), stage);
        _coordinator.Channel.Flush();
    }

    private async Task<long[]> DoneAsync()
    {
        await Eventually.Async("all chunks are done", () => IsDone);
        byte[] partial = new byte[sizeof(long)];
        return [.. Enumerable.Range(0, Chunks).Select(chunk =>
        {
            Assert.Equal(sizeof(long), _owner.CopyPartial(chunk, partial));
            return BinaryPrimitives.ReadInt64LittleEndian(partial);
        })];
    }

    private async Task EndAsync()
    {
        _coordinator.Post(MessageKind.CloseJob);
        _coordinator.Post(MessageKind.Goodbye);
        Assert.Equal(WorkerExitCode.Done, await _coordinator.Session.OrTimeout());
    }
}
