using System.Runtime.InteropServices;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

/// <summary>An array with values that a careless copy would change: NaN with payloads, infinities, −0, extremes, and random bits.</summary>
internal sealed class Sample : IDisposable
{
    private Sample(ArrayLayout layout, byte[] bytes)
    {
        (Layout, Bytes, Memory) = (layout, bytes, new NativeBuffer(bytes.Length));
        bytes.CopyTo(Memory.Span(0, bytes.Length));
    }

    internal ArrayLayout Layout { get; }

    internal byte[] Bytes { get; }

    internal NativeBuffer Memory { get; }

    internal static Sample Create(ArrayLayout layout, SeededRandom random)
    {
        byte[] bytes = random.Bytes((int)layout.ByteLength);
        ReadOnlySpan<byte> special = layout.Type switch
        {
            ElementType.Float64 => MemoryMarshal.AsBytes((ReadOnlySpan<ulong>)[0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000001, 0xfff8dead0000beef, 0x7ff0000000000001,
                0x8000000000000000, 1, 0x7fefffffffffffff, 0xffffffffffffffff]),
            ElementType.Float32 => MemoryMarshal.AsBytes((ReadOnlySpan<uint>)[0x7f800000, 0xff800000, 0x7fc00001, 0xffc0beef, 0x7f800001, 0x80000000, 1, 0x7f7fffff, 0xffffffff]),
            ElementType.Int64 => MemoryMarshal.AsBytes((ReadOnlySpan<long>)[long.MinValue, long.MaxValue, 0, -1, -32, -33, 128, 65536, 1L << 32]),
            ElementType.Int32 => MemoryMarshal.AsBytes((ReadOnlySpan<int>)[int.MinValue, int.MaxValue, 0, -1, -32, -33, 128, 65536]),
            ElementType.Int16 => MemoryMarshal.AsBytes((ReadOnlySpan<short>)[short.MinValue, short.MaxValue, 0, -1, -33, 128]),
            _ => [0, 1, 127, 128, 255],
        };
        if (layout.Type == ElementType.Boolean) foreach (ref byte value in bytes.AsSpan()) value &= 1;
        else special[..Math.Min(special.Length, bytes.Length)].CopyTo(bytes);
        return new Sample(layout, bytes);
    }

    public void Dispose() => Memory.Dispose();
}
