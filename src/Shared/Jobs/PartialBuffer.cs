namespace Cluster.Jobs;

/// <summary>The buffer that a thread's chunks write their partials to, one after the other.</summary>
internal static class PartialBuffer
{
    /// <summary>The first <paramref name="size"/> bytes of <paramref name="buffer"/>, zeroed; it grows as needed.</summary>
    internal static Span<byte> Cleared(ref byte[] buffer, int size)
    {
        if (buffer.Length < size) buffer = new byte[size];
        Span<byte> partial = buffer.AsSpan(0, size);
        partial.Clear();
        return partial;
    }
}
