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

    /// <summary>Vectors of round keys: two for each of the ten rounds.</summary>
    internal const int RoundKeys = 2 * Rounds;

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
    internal unsafe void Fill512(long firstGroup, Span<ulong> words)
    {
        Vector512<ulong>* keys = stackalloc Vector512<ulong>[RoundKeys];
        Spread(keys);
        Vector512<ulong> mask = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> block = Vector512.Create((ulong)firstGroup * GroupBlocks) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i + GroupWords <= words.Length; i += GroupWords)
        {
            Words512(keys, block, out Vector512<ulong> c0, out Vector512<ulong> c1, out Vector512<ulong> c2, out Vector512<ulong> c3);
            ((c0 & mask) | (c1 << 32)).CopyTo(words[i..]);
            ((c2 & mask) | (c3 << 32)).CopyTo(words[(i + GroupBlocks)..]);
            block += Vector512.Create((ulong)GroupBlocks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Fill256(long firstGroup, Span<ulong> words)
    {
        Vector256<ulong>* keys = stackalloc Vector256<ulong>[RoundKeys];
        Spread(keys);
        Vector256<ulong> mask = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> block = Vector256.Create((ulong)firstGroup * GroupBlocks) + Vector256.Create(0ul, 1, 2, 3);
        for (int i = 0; i + GroupWords <= words.Length; i += GroupWords)
        {
            for (int half = 0; half < GroupBlocks; half += Vector256<ulong>.Count)
            {
                Words256(keys, block, out Vector256<ulong> c0, out Vector256<ulong> c1, out Vector256<ulong> c2, out Vector256<ulong> c3);
                ((c0 & mask) | (c1 << 32)).CopyTo(words[(i + half)..]);
                ((c2 & mask) | (c3 << 32)).CopyTo(words[(i + half + GroupBlocks)..]);
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

    /// <summary>The keys of the ten rounds, each in every lane, as <see cref="Words512"/> takes them.</summary>
    /// <param name="keys">Room for <see cref="RoundKeys"/>; written.</param>
    internal unsafe void Spread(Vector512<ulong>* keys)
    {
        for (uint round = 0; round < Rounds; round++)
        {
            keys[2 * round] = Vector512.Create(_seed + (round * (ulong)Weyl0));
            keys[(2 * round) + 1] = Vector512.Create((_seed >> 32) + (round * (ulong)Weyl1));
        }
    }

    /// <inheritdoc cref="Spread(Vector512{ulong}*)"/>
    internal unsafe void Spread(Vector256<ulong>* keys)
    {
        for (uint round = 0; round < Rounds; round++)
        {
            keys[2 * round] = Vector256.Create(_seed + (round * (ulong)Weyl0));
            keys[(2 * round) + 1] = Vector256.Create((_seed >> 32) + (round * (ulong)Weyl1));
        }
    }

    /// <summary>Eight blocks at a time, one per lane: their four 32-bit words, each in the lower half of its lanes.</summary>
    /// <remarks>
    /// The multiplication reads the lower half of a lane only, so whatever stands above it is left there, also in the result: no masks,
    /// and the product of a round is at once its low word (as it is) and its high word (shifted). The keys come from memory, which
    /// costs no instruction of its own.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Words512(
        Vector512<ulong>* keys, Vector512<ulong> block,
        out Vector512<ulong> c0, out Vector512<ulong> c1, out Vector512<ulong> c2, out Vector512<ulong> c3)
    {
        (c0, c1, c2, c3) = (block, block >>> 32, Vector512.Create((ulong)_stream), Vector512<ulong>.Zero);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product0 = Multiply(c0, Vector512.Create((ulong)Multiplier0));
            Vector512<ulong> product1 = Multiply(c2, Vector512.Create((ulong)Multiplier1));
            c0 = (product1 >>> 32) ^ c1 ^ keys[2 * round];
            c2 = (product0 >>> 32) ^ c3 ^ keys[(2 * round) + 1];
            c1 = product1;
            c3 = product0;
        }
    }

    /// <summary>As <see cref="Words512"/>, four times eight blocks side by side, in two thirds of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Words512x4(
        Vector512<ulong>* keys, Vector512<ulong> block, out Vector512x4 c0, out Vector512x4 c1, out Vector512x4 c2, out Vector512x4 c3)
    {
        c0 = new(
            block, block + Vector512.Create((ulong)GroupBlocks), block + Vector512.Create(2ul * GroupBlocks),
            block + Vector512.Create(3ul * GroupBlocks));
        c1 = Vector512x4.UpperHalf(c0);
        c2 = Vector512x4.Create(Vector512.Create((ulong)_stream));
        c3 = Vector512x4.Create(Vector512<ulong>.Zero);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512x4 product0 = Vector512x4.Multiply(c0, Vector512.Create((ulong)Multiplier0));
            Vector512x4 product1 = Vector512x4.Multiply(c2, Vector512.Create((ulong)Multiplier1));
            c0 = Vector512x4.Xor(Vector512x4.UpperHalf(product1), c1, keys[2 * round]);
            c2 = Vector512x4.Xor(Vector512x4.UpperHalf(product0), c3, keys[(2 * round) + 1]);
            c1 = product1;
            c3 = product0;
        }
    }

    /// <summary>As <see cref="Words512"/>, four blocks at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Words256(
        Vector256<ulong>* keys, Vector256<ulong> block,
        out Vector256<ulong> c0, out Vector256<ulong> c1, out Vector256<ulong> c2, out Vector256<ulong> c3)
    {
        (c0, c1, c2, c3) = (block, block >>> 32, Vector256.Create((ulong)_stream), Vector256<ulong>.Zero);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Multiply(c0, Vector256.Create((ulong)Multiplier0));
            Vector256<ulong> product1 = Multiply(c2, Vector256.Create((ulong)Multiplier1));
            c0 = (product1 >>> 32) ^ c1 ^ keys[2 * round];
            c2 = (product0 >>> 32) ^ c3 ^ keys[(2 * round) + 1];
            c1 = product1;
            c3 = product0;
        }
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
