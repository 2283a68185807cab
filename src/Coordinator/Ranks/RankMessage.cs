using System.Text;

namespace Cluster.Coordinator.Ranks;

/// <summary>A message between ranks: who sent it, what it is, and the rest, which its receiver reads in the order in which it was written.</summary>
/// <remarks>
/// <code>
///   0      1               5
///   | kind | sender's rank | body
/// </code>
/// Ranks trust each other: they are one program, started by one user, that the launcher has connected. A body that ends too soon is still an
/// <see cref="EndOfStreamException"/>, not a wrong number.
/// </remarks>
internal sealed class RankMessage
{
    internal const int HeadSize = 1 + sizeof(int);

    private RankMessage(byte[] bytes)
    {
        Bytes = bytes;
        Body = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        Kind = (RankMessageKind)Body.ReadByte();
        From = Body.ReadInt32();
    }

    internal RankMessageKind Kind { get; }

    internal int From { get; }

    /// <summary>Behind the head; one reader.</summary>
    internal BinaryReader Body { get; }

    /// <summary>All of it, as it travelled.</summary>
    internal byte[] Bytes { get; }

    internal static RankMessage Parse(byte[] bytes) => new(bytes);

    internal static byte[] Compose(RankMessageKind kind, int from, Action<BinaryWriter>? write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)kind);
            writer.Write(from);
            write?.Invoke(writer);
        }

        return bytes.ToArray();
    }
}
