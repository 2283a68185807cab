using Cluster.DataPlane.Inline;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>The data that goes through one worker's connection, both ways.</summary>
/// <remarks>
/// Sending is for the lane's own thread, receiving for the link's. What has been sent is known at both ends alike: a broadcast input goes once per
/// repetition, and so does a chunk whose data stays with the worker.
/// </remarks>
internal sealed class InlineLane : IDisposable
{
    private readonly InlineData _data;
    private readonly InlineSender _sender;
    private readonly InlineReceiver _receiver;
    private readonly ElementType _outputType;
    private readonly HashSet<int>? _residents;
    private bool _sentBroadcast;
    private int _receiving = -1;
    private long _received;

    internal InlineLane(MessageChannel channel, OpenJob message, InlineData data, bool traced)
    {
        _data = data;
        _sender = new InlineSender(channel, message.Codec, MessageKind.ChunkData) { Recorder = traced ? new SliceRecorder() : null };
        _receiver = new InlineReceiver(channel, message.Codec);
        _outputType = message.Output?.Layout.Type ?? default;
        _residents = message.IsResident ? [] : null;
    }

    /// <summary>Ticks spent on encoding.</summary>
    internal long SerializeTicks => _sender.SerializeTicks;

    /// <summary>Bytes that encoding produced.</summary>
    internal long BytesSerialized => _sender.BytesSerialized;

    /// <summary>Between repetitions: what the lane's thread encoded when, in the one that has ended; null unless it records.</summary>
    internal SliceRecorder? Recorder => _sender.Recorder;

    /// <summary>Between repetitions, when nothing is under way: everything will be sent again.</summary>
    internal void BeginRepetition()
    {
        _sentBroadcast = false;
        _receiving = -1;
        _residents?.Clear();
    }

    /// <summary>Sends what the worker needs for a chunk and does not have.</summary>
    internal void Send(in Chunk chunk)
    {
        bool known = _residents?.Add(chunk.Index) == false;
        foreach (MappedArray array in _data.Inputs)
        {
            bool goes = array.Use == InputUse.Broadcast ? !_sentBroadcast : !known;
            if (goes) _sender.Send(chunk, array.View(chunk));
        }

        _sentBroadcast = true;
    }

    /// <summary>Why the data cannot be sent; null if it is all there.</summary>
    internal FaultInfo? LostInput()
    {
        try
        {
            foreach (MappedArray array in _data.Inputs) array.Check?.Invoke();
            return null;
        }
        catch (FaultException ex)
        {
            return ex.Fault;
        }
    }

    /// <summary>Reads a piece of the rows of a chunk to their place.</summary>
    internal void Receive(in Chunk chunk, in Frame frame)
    {
        if (_receiving != chunk.Index) (_receiving, _received) = (chunk.Index, 0);
        MemoryRange rows = _data.Output?.Invoke(chunk) ?? default;
        _received += _receiver.Read(frame, _outputType, rows, _received);
    }

    /// <summary>Whether all rows of a chunk have come.</summary>
    internal bool IsWritten(ChunkPlan plan, int chunk)
    {
        if (_data.Output is null || (uint)chunk >= (uint)plan.Count) return true;
        return (_receiving == chunk ? _received : 0) == _data.Output(plan[chunk]).Length;
    }

    public void Dispose() => _sender.Dispose();
}
