using System.Buffers;
using Cluster.Faults;

namespace Cluster.Framing;

/// <summary>Cuts a stream of bytes into frames.</summary>
internal static class FrameReader
{
    /// <summary>Takes one frame off the front of <paramref name="input"/>.</summary>
    /// <param name="input">Moved past the frame; untouched when the result is false.</param>
    /// <param name="limits">Of the body.</param>
    /// <param name="bulkFlag">A frame with this flag is handed over as soon as its header is there, with an empty body.</param>
    /// <param name="frame">The frame; its body is a slice of <paramref name="input"/>.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="FaultException"><see cref="FaultCode.FrameTooLong"/></exception>
    internal static bool TryRead(ref ReadOnlySequence<byte> input, FrameLimits limits, ushort bulkFlag, out Frame frame)
    {
        frame = default;
        if (!FrameHeader.TryParse(input, out FrameHeader header)) return false;
        Check(header, limits);
        bool bulk = (header.Flags & bulkFlag) != 0;
        long length = bulk ? FrameHeader.Size : FrameHeader.Size + (long)header.BodyLength;
        if (input.Length < length) return false;
        frame = new Frame(header, input.Slice(FrameHeader.Size, length - FrameHeader.Size));
        input = input.Slice(length);
        return true;
    }
    /// <summary>Before anything is allocated, or awaited, for the body.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.FrameTooLong"/></exception>
    internal static void Check(in FrameHeader header, FrameLimits limits)
    {
        if (header.BodyLength > limits.MaxBodyLength) throw TooLong(header, limits);
    }

    private static FaultException TooLong(in FrameHeader header, FrameLimits limits) =>
        new(FaultCode.FrameTooLong, $"a frame of kind {header.Kind} declares {header.BodyLength:N0} bytes, the limit is {limits.MaxBodyLength:N0}");
}
