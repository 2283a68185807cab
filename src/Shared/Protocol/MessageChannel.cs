using System.Buffers;
using System.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Transport;

namespace Cluster.Protocol;

/// <summary>Typed messages over one connection.</summary>
/// <remarks>
/// Any thread may post; messages leave in the order the calls were made, at the latest with the next <see cref="Flush"/>. One thread at a
/// time may receive. A received body is valid until the next receive. Disposing it ends a blocked receive.
/// </remarks>
internal sealed class MessageChannel(Connection connection) : IDisposable
{
    // As much as a socket hands over at once, and nothing that takes long.
    private const int BulkPiece = 4 << 20;

    private readonly Lock _sending = new();
    private readonly FrameSource _source = FrameSource.Of(connection.Input);
    private readonly FrameWriter _frames = FrameWriter.Of(connection.Output);
    private long _sent;
    private long _received;
    private long _insideSince;

    /// <summary>Applies to the frames received from now on.</summary>
    internal FrameLimits Limits { get; set; } = FrameLimits.BeforeHandshake;

    internal Connection Connection => connection;

    /// <summary>Bytes posted so far, headers included.</summary>
    internal long BytesSent => Interlocked.Read(ref _sent);

    /// <summary>
    /// Since when the receiving thread has waited for the rest of a frame whose beginning is here, as a timestamp; 0 where it does not. Any thread.
    /// </summary>
    internal long InsideFrameSince => Volatile.Read(ref _insideSince);

    /// <summary>Bytes posted and not flushed.</summary>
    internal long UnflushedBytes => connection.Output.UnflushedBytes;

    /// <summary>Bytes received so far, headers included.</summary>
    internal long BytesReceived => Interlocked.Read(ref _received);

    /// <summary>Appends a message to what will be sent.</summary>
    internal void Post<T>(in T message, ulong correlation = 0)
        where T : IMessage<T> =>
        Post(T.Kind, correlation, message, static (output, value) => MessageCodec.Encode(output, value));

    /// <summary>Appends a message without fields.</summary>
    internal void Post(MessageKind kind, ulong correlation = 0) => Post(kind, correlation, 0, static (_, _) => { });

    /// <summary>Appends a frame whose body <paramref name="write"/> puts together; returns the body's length.</summary>
    internal int Post<TState>(MessageKind kind, ulong correlation, TState state, Action<IBufferWriter<byte>, TState> write)
        where TState : allows ref struct
    {
        lock (_sending) return Append(kind, correlation, state, write);
    }

    /// <summary>Appends such a frame and sends it, with everything that was posted before: what a post and a flush do, under one lock.</summary>
    internal int Send<TState>(MessageKind kind, ulong correlation, TState state, Action<IBufferWriter<byte>, TState> write)
        where TState : allows ref struct
    {
        lock (_sending)
        {
            int length = Append(kind, correlation, state, write);
            connection.Output.Flush();
            return length;
        }
    }

    /// <summary>Sends a frame whose body is <paramref name="prefix"/> and then <paramref name="payload"/>, the latter from where it lies.</summary>
    internal void SendBulk(MessageKind kind, ulong correlation, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
        {
            Span<byte> span = connection.Output.GetSpan(FrameHeader.Size + prefix.Length);
            new FrameHeader(checked((uint)(prefix.Length + payload.Length)), (ushort)kind, FrameFlags.Bulk, correlation).Write(span);
            prefix.CopyTo(span[FrameHeader.Size..]);
            connection.Output.Advance(FrameHeader.Size + prefix.Length);
            // Before the peer has it: it may answer, and what was sent be added up, while this thread is still on its way back from the write.
            _sent += FrameHeader.Size + prefix.Length + payload.Length;
            connection.Output.WriteThrough(payload);
        }
    }

    /// <summary>Sends what was posted. Blocks while the peer does not read.</summary>
    internal void Flush()
    {
        lock (_sending) connection.Output.Flush();
    }

    /// <summary>Takes a frame that is already here; false when none is complete.</summary>
    internal bool TryReceive(out Frame frame)
    {
        if (!_source.TryTake(Limits, FrameFlags.Bulk, out frame)) return false;
        _received += FrameHeader.Size + frame.Body.Length;
        return true;
    }

    /// <summary>
    /// Whether all was received, and there will be no more: <see cref="Receive"/> returns at once, or says what is wrong.
    /// </summary>
    internal bool HasEnded => _source.HasEnded;

    /// <summary>
    /// Takes the next frame if all of it is here, and does not wait for it. Only where the connection has a <see
    /// cref="Transport.Connection.Parking"/> stream beneath.
    /// </summary>
    internal bool TryReceiveHere(out Frame frame)
    {
        while (!TryReceive(out frame))
        {
            if (_source.HasEnded) return false;
            NotePart();
            if (!_source.TryReadHere()) return false;
        }

        if (_insideSince != 0) Volatile.Write(ref _insideSince, 0);
        return true;
    }

    /// <summary>Waits for the next frame; false when the peer has closed the connection between two frames.</summary>
    /// <exception cref="FaultException">The peer broke the protocol, or the connection ended inside a frame.</exception>
    internal bool Receive(out Frame frame)
    {
        while (!TryReceive(out frame))
        {
            if (_source.HasEnded) return _source.IsInsideFrame ? throw Truncated() : false;
            NotePart();
            _source.Read();
        }

        if (_insideSince != 0) Volatile.Write(ref _insideSince, 0);
        return true;
    }

    /// <summary>Reads part of the body of the bulk frame that was received last.</summary>
    internal void ReadBulk(Span<byte> destination)
    {
        try
        {
            Span<byte> left = destination;
            // Also of nothing: it gives back what is held of the reader.
            do
            {
                Span<byte> piece = left[..Math.Min(left.Length, BulkPiece)];
                Volatile.Write(ref _insideSince, Stopwatch.GetTimestamp());
                _source.ReadExactly(piece);
                left = left[piece.Length..];
            }
            while (!left.IsEmpty);
        }
        catch (EndOfStreamException)
        {
            throw Truncated();
        }

        Volatile.Write(ref _insideSince, 0);
        _received += destination.Length;
    }

    /// <summary>Leaves the body of the bulk frame that was received last unread.</summary>
    internal void SkipBulk(in Frame frame)
    {
        byte[] ignored = new byte[(int)Math.Min(frame.Header.BodyLength, 64 << 10)];
        for (long left = frame.Header.BodyLength; left > 0; left -= ignored.Length) ReadBulk(ignored.AsSpan(0, (int)Math.Min(left, ignored.Length)));
    }

    public void Dispose() => connection.Dispose();

    /// <summary>
    /// Disposes it and waits until nobody is in the middle of sending: what lies beneath may be taken away then. By whoever has received,
    /// when nobody does any more.
    /// </summary>
    internal void Settle()
    {
        connection.Dispose();
        // Whoever was at it has left with an exception; who comes later finds the connection closed before anything is touched.
        lock (_sending)
        {
        }
    }

    private static FaultException Truncated() => new(FaultCode.TruncatedFrame, "the connection ended inside a frame");

    private int Append<TState>(MessageKind kind, ulong correlation, TState state, Action<IBufferWriter<byte>, TState> write)
        where TState : allows ref struct
    {
        IBufferWriter<byte> output = _frames.Begin();
        try
        {
            write(output, state);
        }
        catch
        {
            _frames.Abandon();
            throw;
        }

        int length = _frames.End((ushort)kind, correlation);
        _sent += FrameHeader.Size + length;
        return length;
    }

    // Anew with each piece that comes: what counts is that something does.
    private void NotePart()
    {
        if (_source.HasNewPart()) Volatile.Write(ref _insideSince, Stopwatch.GetTimestamp());
    }
}
