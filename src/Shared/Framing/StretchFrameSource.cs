using Cluster.Transport;

namespace Cluster.Framing;

/// <summary>Frames of a reader whose buffered bytes are one stretch: nothing is asked of sequences, which cost more than a small frame's copy.</summary>
internal sealed class StretchFrameSource(BlockingPipeReader reader) : FrameSource
{
    internal override bool HasEnded => reader.HasEnded;

    internal override bool IsInsideFrame => !reader.Buffered.IsEmpty;

    internal override bool TryTake(FrameLimits limits, ushort bulkFlag, out Frame frame)
    {
        ReadOnlySpan<byte> bytes = reader.Buffered;
        if (bytes.Length >= FrameHeader.Size)
        {
            FrameHeader header = FrameHeader.Parse(bytes);
            FrameReader.Check(header, limits);
            uint length = (header.Flags & bulkFlag) != 0 ? 0 : header.BodyLength;
            if ((uint)(bytes.Length - FrameHeader.Size) >= length)
            {
                frame = new Frame(header, reader.Take(FrameHeader.Size, (int)length));
                return true;
            }
        }

        frame = default;
        return false;
    }

    internal override bool HasNewPart() => reader.HasNewPart();

    internal override void Read() => reader.ReadMore();

    internal override bool TryReadHere() => reader.TryReadHere();

    internal override void ReadExactly(Span<byte> destination) => reader.ReadExactly(destination);
}
