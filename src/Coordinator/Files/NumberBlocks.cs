using System.Runtime.InteropServices;

namespace Cluster.Coordinator.Files;

/// <summary>A sequence of doubles that grows without being copied, and beyond what one array can hold.</summary>
/// <remarks>One thread appends; when it is done, any number of threads may copy.</remarks>
/// <param name="expected">As many or fewer will come; keeps the first block of a small file small.</param>
internal sealed class NumberBlocks(long expected)
{
    private const int BlockLength = 1 << 16;
    private const int BlockBytes = BlockLength * sizeof(double);

    private readonly List<double[]> _blocks = [];
    private int _used = BlockLength;

    public void Append(double number)
    {
        if (_used == BlockLength)
        {
            _blocks.Add(new double[_blocks.Count == 0 ? Math.Min(expected, BlockLength) : BlockLength]);
            _used = 0;
        }
        _blocks[^1][_used++] = number;
    }

    /// <summary>Copies bytes of the numbers as they are in memory.</summary>
    public void CopyTo(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            (long block, long start) = Math.DivRem(offset, BlockBytes);
            ReadOnlySpan<byte> source = MemoryMarshal.AsBytes(_blocks[(int)block].AsSpan())[(int)start..];
            int count = Math.Min(source.Length, destination.Length);
            source[..count].CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }
}
