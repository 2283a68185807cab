using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.DataPlane.Inline;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Worker.Execution;
using Cluster.Worker.Session;

namespace Cluster.Tests.Session;

/// <summary>Plays the coordinator, message by message, against a session on a thread of its own.</summary>
internal sealed class ScriptedCoordinator : IDisposable
{
    private readonly ConnectedPair _pair;

    internal ScriptedCoordinator(WireKind wire = WireKind.InMemory, int worker = 0)
    {
        _pair = ConnectedPair.Create(wire).PastHandshake();
        Session = OnThread.Run(() =>
        {
            // Closes the connection when it ends in any way, as the worker's process does.
            using (_pair.Worker) return new CoordinatorSession(_pair.Worker, worker, new WorkerStatus()).Serve();
        });
    }

    /// <summary>The exit code, or what the session failed with.</summary>
    internal Task<int> Session { get; }

    internal MessageChannel Channel => _pair.Coordinator;

    /// <summary>Opens <c>summarize</c> over a vector of doubles.</summary>
    internal void OpenSummarize(long count, long chunkSize, ChunkCodec codec = ChunkCodec.Raw, SegmentHandle? segment = null, bool strided = false) => Post(new OpenJob(
        "summarize", Parameters(strided), count, chunkSize, strided, codec,
        [new ArrayBinding(ArrayLayout.Vector(ElementType.Float64, count), InputUse.Sliced, segment, 0)]));

    internal static JobParameters Parameters(bool strided = false) => new(
        new Dictionary<string, object> { ["count"] = 0L, ["mean"] = 0.0, ["split"] = strided ? "strided" : "contiguous" }, 1);

    /// <summary>Opens <c>shared-counter</c>.</summary>
    internal void OpenCounter(string discipline, long increments, long chunkSize, SegmentHandle? counters = null) => Post(new OpenJob(
        "shared-counter", new JobParameters(new Dictionary<string, object> { ["increments"] = increments, ["discipline"] = discipline }, 1),
        increments, chunkSize, false, ChunkCodec.Raw, [], Counters: counters));

    internal void Begin(int stage, long? startedAt = null, string? traceParent = null) =>
        Post(new BeginStage(stage, startedAt ?? Stopwatch.GetTimestamp(), default, traceParent));

    internal void Post<T>(T message)
        where T : IMessage<T>
    {
        Channel.Post(message);
        Channel.Flush();
    }

    internal void Post(MessageKind kind)
    {
        Channel.Post(kind);
        Channel.Flush();
    }

    /// <summary>Sends the batch and the data of its chunks.</summary>
    internal void Map(ChunkPlan plan, int first, int count, ChunkCodec codec, double[] data)
    {
        Send(plan, first, count, codec, data);
        Channel.Flush();
    }

    /// <summary>As above, without a flush at the end.</summary>
    internal unsafe void Send(ChunkPlan plan, int first, int count, ChunkCodec codec, double[] data)
    {
        Channel.Post(new MapBatch(first, count));
        using var sender = new InlineSender(Channel, codec, MessageKind.ChunkData);
        ArrayLayout layout = ArrayLayout.Vector(ElementType.Float64, data.Length);
        fixed (double* address = data)
        {
            for (int i = first; i < first + count; i++)
            {
                Chunk chunk = plan[i];
                sender.Send(chunk, new ArrayView((nint)(address + chunk.Start), layout, chunk.Count, chunk.Step));
            }
        }
    }

    /// <summary>The next message, which must be a partial of <c>summarize</c>.</summary>
    internal Task<(int Chunk, long Count, double Sum)> PartialAsync() => ReceiveAsync(MessageKind.Partial, frame =>
    {
        int chunk = PartialMessage.Read(frame, out ReadOnlySequence<byte> partial, out ReadOnlySequence<byte> counted);
        Assert.True(counted.IsEmpty);
        byte[] bytes = partial.ToArray();
        Assert.Equal(16, bytes.Length);
        return (chunk, MemoryMarshal.Read<long>(bytes), MemoryMarshal.Read<double>(bytes.AsSpan(8)));
    });

    /// <summary>The next message, which must be a partial: its chunk, and what it has counted.</summary>
    internal Task<(int Chunk, long[] Counted)> CountsAsync() => ReceiveAsync(MessageKind.Partial, frame =>
    {
        int chunk = PartialMessage.Read(frame, out _, out ReadOnlySequence<byte> counted);
        return (chunk, MemoryMarshal.Cast<byte, long>(counted.ToArray()).ToArray());
    });

    internal Task<FaultInfo> FaultAsync() => ReceiveAsync(MessageKind.Fault, frame => MessageCodec.Decode<FaultMessage>(frame).Fault);

    internal async Task<PhaseReport> ReportAsync()
    {
        Post(MessageKind.ReportPhases);
        return await NextReportAsync();
    }

    /// <summary>The next message, which must be the report that was asked for.</summary>
    internal Task<PhaseReport> NextReportAsync() => ReceiveAsync(MessageKind.PhaseReport, frame => MessageCodec.Decode<PhaseReport>(frame));

    /// <summary>The next message, which must be the worker's part in a stage.</summary>
    internal Task<StagePart> PartAsync() => ReceiveAsync(MessageKind.StagePart, frame => MessageCodec.Decode<StagePart>(frame));

    /// <summary>What the next message is.</summary>
    internal async Task<MessageKind> NextKindAsync() => (await NextHeadAsync()).Kind;

    internal Task<(MessageKind Kind, ulong Correlation)> NextHeadAsync() => OnThread.Run(() =>
    {
        Assert.True(Channel.Receive(out Frame frame), "the session has closed the connection");
        return ((MessageKind)frame.Header.Kind, frame.Header.CorrelationId);
    }).OrTimeout();

    public void Dispose() => _pair.Dispose();

    private Task<T> ReceiveAsync<T>(MessageKind kind, Func<Frame, T> read) => OnThread.Run(() =>
    {
        Assert.True(Channel.Receive(out Frame frame), "the session has closed the connection");
        Assert.Equal(kind, (MessageKind)frame.Header.Kind);
        return read(frame);
    }).OrTimeout();
}
