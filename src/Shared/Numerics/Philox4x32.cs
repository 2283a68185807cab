using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Numerics;

/// <summary>Philox 4×32-10: random numbers that are a function of a key and a position, without a state in between.</summary>
/// <remarks>
/// Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); checked against the known answers of Random123.
/// <code>
/// counter:  | block number (64 bits) | stream (32 bits) | 0 |        key:  | seed (64 bits) |
/// </code>
/// A block is 128 bits, two words of 64. Words come in groups of 16: the low words of eight blocks, then their high words, which is
/// how vector registers hold them. Two streams of a seed share no counter, so they share no numbers.
/// Immutable; any thread, any order.
/// </remarks>
public readonly struct Philox4x32(ulong seed, uint stream)
{
    /// <summary>Words of one group; <see cref="Fill"/> starts and ends at its borders.</summary>
    public const int GroupWords = 16;

    private const int GroupBlocks = GroupWords / 2;
    private const int Rounds = 10;

    // The constants of the paper: two multipliers, and what is added to the halves of the key after each round.
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    private readonly ulong _seed = seed;
    private readonly uint _stream = stream;

    /// <summary>Yields the words of whole groups.</summary>
    /// <param name="firstGroup">Number of the first group; from 0.</param>
    /// <param name="words">A multiple of <see cref="GroupWords"/>.</param>
    public void Fill(long firstGroup, Span<ulong> words)
    {
        if (Vector512.IsHardwareAccelerated) Fill512(firstGroup, words);
        else if (Vector256.IsHardwareAccelerated) Fill256(firstGroup, words);
        else FillScalar(firstGroup, words);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fill512(long firstGroup, Span<ulong> words)
    {
        Vector512<ulong> block = Vector512.Create((ulong)firstGroup * GroupBlocks) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i + GroupWords <= words.Length; i += GroupWords)
        {
            Group512(block, out Vector512<ulong> low, out Vector512<ulong> high);
            low.CopyTo(words[i..]);
            high.CopyTo(words[(i + GroupBlocks)..]);
            block += Vector512.Create((ulong)GroupBlocks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fill256(long firstGroup, Span<ulong> words)
    {
        Vector256<ulong> block = Vector256.Create((ulong)firstGroup * GroupBlocks) + Vector256.Create(0ul, 1, 2, 3);
        for (int i = 0; i + GroupWords <= words.Length; i += GroupWords)
        {
            for (int half = 0; half < GroupBlocks; half += Vector256<ulong>.Count)
            {
                HalfGroup256(block, out Vector256<ulong> low, out Vector256<ulong> high);
                low.CopyTo(words[(i + half)..]);
                high.CopyTo(words[(i + half + GroupBlocks)..]);
                block += Vector256.Create((ulong)Vector256<ulong>.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillScalar(long firstGroup, Span<ulong> words)
    {
        ulong block = (ulong)firstGroup * GroupBlocks;
        for (int i = 0; i + GroupWords <= words.Length; i += GroupWords)
            for (int lane = 0; lane < GroupBlocks; lane++)
                (words[i + lane], words[i + lane + GroupBlocks]) = Block(block++, _stream, _seed);
    }

    /// <summary>Eight blocks at a time, one per lane.</summary>
    /// <remarks>
    /// The multiplication reads the low half of a lane only, so whatever stands above it is left there until the end: no masks, and
    /// the product of a round is at once its low word (as it is) and its high word (shifted).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Group512(Vector512<ulong> block, out Vector512<ulong> low, out Vector512<ulong> high)
    {
        Vector512<ulong> c0 = block, c1 = block >>> 32, c2 = Vector512.Create((ulong)_stream), c3 = Vector512<ulong>.Zero;
        Vector512<ulong> key0 = Vector512.Create(_seed), key1 = Vector512.Create(_seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product0 = Multiply(c0, Vector512.Create((ulong)Multiplier0));
            Vector512<ulong> product1 = Multiply(c2, Vector512.Create((ulong)Multiplier1));
            c0 = (product1 >>> 32) ^ c1 ^ key0;
            c2 = (product0 >>> 32) ^ c3 ^ key1;
            c1 = product1;
            c3 = product0;
            key0 += Vector512.Create((ulong)Weyl0);
            key1 += Vector512.Create((ulong)Weyl1);
        }

        Vector512<ulong> mask = Vector512.Create((ulong)uint.MaxValue);
        low = (c0 & mask) | (c1 << 32);
        high = (c2 & mask) | (c3 << 32);
    }

    /// <summary>As <see cref="Group512"/>, four blocks at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void HalfGroup256(Vector256<ulong> block, out Vector256<ulong> low, out Vector256<ulong> high)
    {
        Vector256<ulong> c0 = block, c1 = block >>> 32, c2 = Vector256.Create((ulong)_stream), c3 = Vector256<ulong>.Zero;
        Vector256<ulong> key0 = Vector256.Create(_seed), key1 = Vector256.Create(_seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Multiply(c0, Vector256.Create((ulong)Multiplier0));
            Vector256<ulong> product1 = Multiply(c2, Vector256.Create((ulong)Multiplier1));
            c0 = (product1 >>> 32) ^ c1 ^ key0;
            c2 = (product0 >>> 32) ^ c3 ^ key1;
            c1 = product1;
            c3 = product0;
            key0 += Vector256.Create((ulong)Weyl0);
            key1 += Vector256.Create((ulong)Weyl1);
        }

        Vector256<ulong> mask = Vector256.Create((ulong)uint.MaxValue);
        low = (c0 & mask) | (c1 << 32);
        high = (c2 & mask) | (c3 << 32);
    }

    /// <summary>One block. The arguments are 64 bits of the counter, its other 64 bits, and the key.</summary>
    internal static (ulong Low, ulong High) Block(ulong counterLow, ulong counterHigh, ulong key)
    {
        (uint c0, uint c1, uint c2, uint c3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        (uint key0, uint key1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1);
            (c2, c3) = ((uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
    }

    /// <summary>32 × 32 → 64 bits in each lane, whatever stands in the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector512.Create((ulong)uint.MaxValue)) * (b & Vector512.Create((ulong)uint.MaxValue));

    /// <inheritdoc cref="Multiply(Vector512{ulong}, Vector512{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector256.Create((ulong)uint.MaxValue)) * (b & Vector256.Create((ulong)uint.MaxValue));
}
