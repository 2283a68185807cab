using System.Buffers;

namespace Cluster.Tests.Framing;

/// <summary>Sequences of several segments, as a pipe gives them.</summary>
internal static class Segments
{
    internal static ReadOnlySequence<byte> Of(params byte[][] parts)
    {
        var first = new Segment(parts[0], 0);
        Segment last = first;
        foreach (byte[] part in parts.Skip(1)) last = last.Append(part);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    internal static ReadOnlySequence<byte> Cut(byte[] bytes, Random random)
    {
        var parts = new List<byte[]>();
        for (int start = 0; start < bytes.Length;)
        {
            int length = Math.Min(bytes.Length - start, random.Next(1 << random.Next(11)));
            parts.Add(bytes[start..(start + length)]);
            start += length;
        }

        return Of([.. parts]);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(byte[] bytes, long index) => (Memory, RunningIndex) = (bytes, index);

        internal Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
