using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Sharing;

/// <summary>Copies between a block and memory of this process, of any length.</summary>
/// <remarks>For types without references, which the caller has made sure of.</remarks>
internal static class SharedCopy
{
    private const int Piece = 1 << 30;

    internal static void Into<T>(SharedBlock block, ReadOnlySpan<T> source)
    {
        ref byte from = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(source));
        long length = (long)source.Length * Unsafe.SizeOf<T>();
        for (long done = 0; done < length;)
        {
            int piece = (int)Math.Min(length - done, Piece);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref from, (nint)done), piece).CopyTo(block.Bytes(done, piece));
            done += piece;
        }
    }

    internal static void OutOf<T>(SharedBlock block, Span<T> destination)
    {
        ref byte to = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination));
        long length = (long)destination.Length * Unsafe.SizeOf<T>();
        for (long done = 0; done < length;)
        {
            int piece = (int)Math.Min(length - done, Piece);
            block.Bytes(done, piece).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref to, (nint)done), piece));
            done += piece;
        }
    }
}
