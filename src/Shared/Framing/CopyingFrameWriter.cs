using System.Buffers;
using System.IO.Pipelines;

namespace Cluster.Framing;

/// <summary>Writes bodies aside: what has been given to any writer cannot be changed any more.</summary>
internal sealed class CopyingFrameWriter(PipeWriter output) : FrameWriter
{
    private readonly ArrayBufferWriter<byte> _body = new(256);

    internal override IBufferWriter<byte> Begin()
    {
        _body.ResetWrittenCount();
        return _body;
    }

    internal override int End(ushort kind, ulong correlation)
    {
        ReadOnlySpan<byte> body = _body.WrittenSpan;
        Span<byte> span = output.GetSpan(FrameHeader.Size + body.Length);
        new FrameHeader((uint)body.Length, kind, 0, correlation).Write(span);
        body.CopyTo(span[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + body.Length);
        return body.Length;
    }

    internal override void Abandon()
    {
    }
}
