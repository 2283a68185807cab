using System.Buffers;
using Cluster.Transport;

namespace Cluster.Framing;

/// <summary>Writes bodies where they will be sent from, and headers before them afterwards.</summary>
internal sealed class InPlaceFrameWriter(BlockingPipeWriter output) : FrameWriter
{
    private int _start;

    internal override IBufferWriter<byte> Begin()
    {
        _start = output.Used;
        output.GetSpan(FrameHeader.Size);
        output.Advance(FrameHeader.Size);
        return output;
    }

    internal override int End(ushort kind, ulong correlation)
    {
        Span<byte> frame = output.Unflushed[_start..];
        int length = frame.Length - FrameHeader.Size;
        new FrameHeader((uint)length, kind, 0, correlation).Write(frame);
        return length;
    }

    internal override void Abandon() => output.TakeBack(_start);
}
