using System.Buffers.Binary;
using Cluster.Framing;
using Cluster.Protocol;

namespace Cluster.FaultyWorker;

/// <summary>Follows one direction of a connection byte by byte, and knows where in a frame it is.</summary>
/// <remarks>
/// <code>
///   | length, kind, flags | correlation | body …      … |
///   0                     8             16   16 + n/2   16 + n
///                         half a header      half       end
/// </code>
/// </remarks>
internal sealed class FramePosition
{
    private const int HalfHeader = 8;

    private readonly byte[] _start = new byte[HalfHeader];
    private long _at;

    /// <summary>Of the frame; known from half of its header on.</summary>
    internal MessageKind Kind => (MessageKind)BinaryPrimitives.ReadUInt16LittleEndian(_start.AsSpan(4));

    /// <summary>Bytes from here to the next place of interest; at least 1.</summary>
    internal long ToNext
    {
        get
        {
            if (IsEnd) return HalfHeader;
            if (_at < HalfHeader) return HalfHeader - _at;
            return _at < Half ? Half - _at : End - _at;
        }
    }

    internal bool IsHalfHeader => _at == HalfHeader;

    /// <summary>Of a body of one byte there is none.</summary>
    internal bool IsHalf => _at == Half && BodyLength > 1;

    internal bool IsEnd => _at == End && _at > HalfHeader;

    /// <summary>Bytes that the frame still lacks.</summary>
    internal long Missing => _at < HalfHeader ? 0 : End - _at;

    private long BodyLength => BinaryPrimitives.ReadUInt32LittleEndian(_start);

    private long Half => FrameHeader.Size + (BodyLength / 2);

    private long End => FrameHeader.Size + BodyLength;

    /// <summary>At most <see cref="ToNext"/> bytes more.</summary>
    internal void Advance(ReadOnlySpan<byte> bytes)
    {
        if (IsEnd) _at = 0;
        if (_at < HalfHeader) bytes.CopyTo(_start.AsSpan((int)_at));
        _at += bytes.Length;
    }
}
