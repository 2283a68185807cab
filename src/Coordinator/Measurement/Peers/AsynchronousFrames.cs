using System.Buffers;
using System.IO.Pipelines;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>Frames over a connection by way of the event loop: for comparison with threads that wait themselves.</summary>
/// <remarks>One caller at a time. A received body is valid until the next receive.</remarks>
internal sealed class AsynchronousFrames(Connection connection)
{
    private ReadOnlySequence<byte> _rest;
    private bool _reading;

    internal async ValueTask SendAsync(MessageKind kind, ulong correlation, ReadOnlySequence<byte> body)
    {
        new FrameHeader((uint)body.Length, (ushort)kind, 0, correlation).Write(connection.Output.GetSpan(FrameHeader.Size));
        connection.Output.Advance(FrameHeader.Size);
        foreach (ReadOnlyMemory<byte> part in body) connection.Output.Write(part.Span);
        await connection.Output.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>The next frame; null at the end of the connection.</summary>
    internal async ValueTask<Frame?> ReceiveAsync()
    {
        while (true)
        {
            if (!_reading)
            {
                ReadResult read = await connection.Input.ReadAsync().ConfigureAwait(false);
                (_rest, _reading) = (read.Buffer, true);
                if (read.IsCompleted && read.Buffer.IsEmpty) return null;
            }

            if (FrameReader.TryRead(ref _rest, FrameLimits.Session, FrameFlags.Bulk, out Frame frame)) return frame;
            connection.Input.AdvanceTo(_rest.Start, _rest.End);
            _reading = false;
        }
    }
}
