using System.Buffers.Binary;
using System.Text;

namespace Cluster.Protocol;

/// <summary>What a worker is told through its standard input before it connects.</summary>
/// <remarks>
/// Nothing of it is in arguments or environment, which other users can read. The pipe stays open afterwards: its end means that the coordinator is gone.
/// </remarks>
/// <param name="CoordinatorId">Process id that the worker's parent must have.</param>
/// <param name="WorkerId">The worker's number in its pool.</param>
/// <param name="SocketBuffer">Bytes to ask of the kernel.</param>
/// <param name="Token">32 bytes that both know and neither sends; wiped when the handshake is over.</param>
/// <param name="PipePath">Where the coordinator listens.</param>
internal sealed record WorkerStart(
    int CoordinatorId, int WorkerId, int SocketBuffer, byte[] Token, string PipePath)
{
    internal const int TokenSize = 32;

    //  0        4                8           12              16      48
    //  | length | coordinator id | worker id | socket buffer | token | pipe path, UTF-8 |
    private const int FixedSize = 48;
    private const int MaxSize = 4096;

    internal byte[] Encode()
    {
        byte[] bytes = new byte[FixedSize + Encoding.UTF8.GetByteCount(PipePath)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), CoordinatorId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), WorkerId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), SocketBuffer);
        Token.CopyTo(bytes, 16);
        Encoding.UTF8.GetBytes(PipePath, bytes.AsSpan(FixedSize));
        return bytes;
    }

    /// <summary>Reads the record; <paramref name="read"/> fills a span completely or returns false at the end of the input.</summary>
    internal static WorkerStart? Decode(Func<Memory<byte>, bool> read)
    {
        byte[] size = new byte[4];
        if (!read(size)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(size);
        if (length is < FixedSize or > MaxSize) return null;
        byte[] bytes = new byte[length];
        if (!read(bytes.AsMemory(4))) return null;
        return new WorkerStart(
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)),
            bytes[16..48],
            Encoding.UTF8.GetString(bytes.AsSpan(FixedSize)));
    }

    /// <summary>Nobody needs the token any more.</summary>
    internal void Forget() => Array.Clear(Token);
}
