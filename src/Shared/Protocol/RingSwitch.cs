using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol.Messages;
using Cluster.Rings;
using Cluster.Transport;

namespace Cluster.Protocol;

/// <summary>Moves a conversation from a pipe to rings in memory, which leaves the pipe as their bell.</summary>
/// <remarks>
/// Between the handshake and everything else. A worker that cannot have rings says so, and the pipe stays: a sandbox that hides the
/// coordinator's memory is no reason not to work. Once both have mapped the rings the segment's own descriptor is closed: nobody else can
/// open them any more.
/// </remarks>
internal static class RingSwitch
{
    /// <summary>The coordinator's side.</summary>
    /// <param name="pipe">Past the handshake; not to be used any more if the result is another one, which owns it.</param>
    /// <param name="options">Of the rings.</param>
    /// <param name="buffers">Of the reader and of the writer.</param>
    /// <param name="memory">The rings; null if there are none.</param>
    /// <param name="whyNot">Null if there are rings.</param>
    /// <returns>The channel from now on: over rings, or the pipe as before.</returns>
    internal static MessageChannel Offer(
        MessageChannel pipe, RingOptions options, TransportOptions buffers, out RingMemory? memory, out string? whyNot)
    {
        memory = null;
        using var segment = SharedSegment.Create("rings", RingLayout.ByteLength(options.Capacity), Path.GetTempPath());
        pipe.Post(new AttachRings(segment.Handle, options.Capacity, (int)options.Spin.TotalMicroseconds));
        pipe.Flush();
        if (!pipe.Receive(out Frame frame))
            throw new FaultException(FaultCode.TruncatedFrame, "the worker closed the connection before it said whether it has rings");
        ushort kind = frame.Header.Kind;
        if (kind != (ushort)MessageKind.RingsAttached)
            throw new FaultException(FaultCode.ProtocolViolation, $"sent a message of kind {kind} in place of its answer about rings, and was ended");
        whyNot = MessageCodec.Decode<RingsAttached>(frame).WhyNot;
        if (whyNot is not null) return pipe;
        memory = new RingMemory(AttachedSegment.Attach(segment.Handle, writable: true), options.Capacity);
        return Over(memory, isWorker: false, pipe, options, buffers);
    }

    /// <summary>The worker's side.</summary>
    /// <param name="pipe">Not to be used any more if the result is another one, which owns it.</param>
    /// <param name="offer">The coordinator's.</param>
    /// <param name="buffers">Of the reader and of the writer.</param>
    /// <returns>The channel from now on.</returns>
    internal static MessageChannel Accept(MessageChannel pipe, AttachRings offer, TransportOptions buffers)
    {
        string? whyNot = RingConnection.WhyNot ?? (pipe.Connection.Bell is null ? "the connection is no bell" : null);
        RingMemory? memory = null;
        try
        {
            if (whyNot is null) memory = new RingMemory(AttachedSegment.Attach(offer.Segment, writable: true), offer.Capacity);
        }
        catch (FaultException ex)
        {
            whyNot = ex.Message;
        }

        pipe.Post(new RingsAttached(whyNot));
        pipe.Flush();
        if (memory is null) return pipe;
        var options = new RingOptions { Capacity = offer.Capacity, Spin = TimeSpan.FromMicroseconds(offer.SpinMicroseconds) };
        return Over(memory, isWorker: true, pipe, options, buffers);
    }

    private static MessageChannel Over(RingMemory memory, bool isWorker, MessageChannel pipe, RingOptions options, TransportOptions buffers)
    {
        Connection rings = RingConnection.Over(memory, isWorker, pipe.Connection, options, buffers);
        // Until somebody knows better when it is worth it.
        rings.LookBeforeBlocking(static () => true);
        return new MessageChannel(rings) { Limits = pipe.Limits };
    }
}
