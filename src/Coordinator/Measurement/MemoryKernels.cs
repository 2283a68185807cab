using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Memory;

namespace Cluster.Coordinator.Measurement;

/// <summary>Loops that do nothing but touch memory, as fast as a core can.</summary>
/// <remarks>Compiled with all optimizations at once, so that no repetition runs slower code than the next.</remarks>
internal static class MemoryKernels
{
    // Below the length that a span can have, and a multiple of every page.
    private const int Piece = 1 << 30;
    private const int PageStep = 4096;

    /// <summary>The sum of all 64-bit words, modulo 2⁶⁴.</summary>
    internal static long Sum(MemoryRange memory)
    {
        long sum = 0;
        for (long offset = 0; offset < memory.Length; offset += Piece)
            sum += Sum(MemoryMarshal.Cast<byte, long>(memory.Span(offset, (int)Math.Min(Piece, memory.Length - offset))));
        return sum;
    }

    /// <summary>Sets every byte, as <c>memset</c> does it.</summary>
    internal static void Fill(MemoryRange memory, byte value)
    {
        for (long offset = 0; offset < memory.Length; offset += Piece)
            memory.Span(offset, (int)Math.Min(Piece, memory.Length - offset)).Fill(value);
    }

    /// <summary>Copies as <c>memcpy</c> does it: past the cache where the length makes that worth it.</summary>
    internal static void Copy(MemoryRange from, MemoryRange to)
    {
        for (long offset = 0; offset < from.Length; offset += Piece)
        {
            int length = (int)Math.Min(Piece, from.Length - offset);
            from.Span(offset, length).CopyTo(to.Span(offset, length));
        }
    }

    /// <summary>Writes one byte of every page of 4 KiB.</summary>
    internal static void TouchForWriting(MemoryRange memory)
    {
        for (long offset = 0; offset < memory.Length; offset += PageStep) memory.Span(offset, 1)[0] = 1;
    }

    /// <summary>Reads one byte of every page of 4 KiB; their sum.</summary>
    internal static long TouchForReading(MemoryRange memory)
    {
        long sum = 0;
        for (long offset = 0; offset < memory.Length; offset += PageStep) sum += memory.Span(offset, 1)[0];
        return sum;
    }

    /// <summary>
    /// Part <paramref name="number"/> of <paramref name="parts"/> that are equal up to a vector; the last has the remainder.
    /// </summary>
    internal static MemoryRange Part(MemoryRange memory, int number, int parts)
    {
        long size = memory.Length / parts / Vector512<byte>.Count * Vector512<byte>.Count;
        return new MemoryRange(memory.Address + (nint)(number * size), number == parts - 1 ? memory.Length - (number * size) : size);
    }

    // Four sums: one chain of additions would wait for itself, and 2 KiB of loads are under way at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Sum(ReadOnlySpan<long> words)
    {
        Vector512<long> a = default, b = default, c = default, d = default;
        int width = Vector512<long>.Count;
        ref long start = ref MemoryMarshal.GetReference(words);
        int i = 0;
        for (; i <= words.Length - (4 * width); i += 4 * width)
        {
            a += Vector512.LoadUnsafe(ref start, (nuint)i);
            b += Vector512.LoadUnsafe(ref start, (nuint)(i + width));
            c += Vector512.LoadUnsafe(ref start, (nuint)(i + (2 * width)));
            d += Vector512.LoadUnsafe(ref start, (nuint)(i + (3 * width)));
        }

        long sum = Vector512.Sum(a + b + c + d);
        for (; i < words.Length; i++) sum += words[i];
        return sum;
    }
}
