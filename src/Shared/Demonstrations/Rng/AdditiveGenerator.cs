using System.Runtime.CompilerServices;

namespace Cluster.Demonstrations.Rng;

/// <summary>
/// The random numbers of C's <c>rand()</c>: each is the sum of the one 31 and the one 3 before it, modulo 2³², without its lowest bit.
/// </summary>
/// <remarks>
/// As the C library of GNU has it (<c>random_r.c</c>, TYPE_3); checked against its first numbers for seed 1. It has a state, and whoever
/// has a copy of the state draws the same numbers from then on. One thread at a time.
/// </remarks>
internal sealed class AdditiveGenerator
{
    /// <summary>Elements of a copy: the words, and where the next number goes.</summary>
    public const int CopyLength = Words + 1;

    private const int Words = 31;
    private const int Lag = 3;
    private const int Discarded = 10 * Words;

    // Of the generator that spreads the seed over the words: Park and Miller's.
    private const long SeedFactor = 16807;
    private const long SeedModulus = 2147483647;

    private readonly uint[] _words = new uint[Words];
    private int _next = Lag;

    public AdditiveGenerator(uint seed)
    {
        long word = Math.Max(seed, 1);
        _words[0] = (uint)word;
        for (int i = 1; i < Words; i++)
        {
            // In C the word is a signed number, and so is what a division leaves.
            word = (int)word * SeedFactor % SeedModulus;
            if (word < 0) word += SeedModulus;
            _words[i] = (uint)word;
        }

        Skip(Discarded);
    }

    private AdditiveGenerator(ReadOnlySpan<double> copy)
    {
        for (int i = 0; i < Words; i++) _words[i] = (uint)copy[i];
        _next = (int)copy[Words];
    }

    /// <summary>Continues where the generator was when it was copied.</summary>
    public static AdditiveGenerator Of(ReadOnlySpan<double> copy) => new(copy);

    /// <summary>The state as whole numbers, <see cref="CopyLength"/> of them.</summary>
    public double[] Copy() => [.. _words, _next];

    /// <summary>From 0 to 2³¹ − 1.</summary>
    public uint Next()
    {
        uint word = _words[_next] += _words[_next < Lag ? _next + Words - Lag : _next - Lag];
        _next = _next == Words - 1 ? 0 : _next + 1;
        return word >> 1;
    }

    public void Skip(long numbers)
    {
        for (long i = 0; i < numbers; i++) Next();
    }

    /// <summary>How many of the next points lie inside the circle; to the last operation the arithmetic of the source document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long CountInside(long samples)
    {
        // Two turns of the words are 31 points: whole ones as far as they go, without a look at where the next word is.
        Span<uint> turns = stackalloc uint[2 * Words];
        long inside = 0;
        for (; samples > 0 && _next != 0; samples--) inside += Inside(Next(), Next());
        for (; samples >= Words; samples -= Words)
        {
            Turn(turns[..Words]);
            Turn(turns[Words..]);
            for (int i = 0; i < turns.Length; i += 2) inside += Inside(turns[i] >> 1, turns[i + 1] >> 1);
        }

        for (; samples > 0; samples--) inside += Inside(Next(), Next());
        return inside;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Inside(uint first, uint second)
    {
        double x = (2 * ((int)first / (double)int.MaxValue)) - 1;
        double y = (2 * ((int)second / (double)int.MaxValue)) - 1;
        return (x * x) + (y * y) < 1 ? 1 : 0;
    }

    // Every word once, from the first on.
    private void Turn(Span<uint> copy)
    {
        Span<uint> words = _words;
        for (int i = 0; i < Lag; i++) words[i] += words[i + Words - Lag];
        for (int i = Lag; i < Words; i++) words[i] += words[i - Lag];
        words.CopyTo(copy);
    }
}
