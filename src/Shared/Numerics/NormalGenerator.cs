using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics;

/// <summary>Normal numbers by the method of Box and Muller (1958).</summary>
/// <remarks>
/// The low and the high word of a block yield two elements, so element j and element j + 8 of a group are a pair. Largest deviation that
/// can occur: 8.6 (from the smallest radius, 2⁻⁵³).
/// </remarks>
public sealed class NormalGenerator(ulong seed, uint stream, double mean, double deviation) : RandomElements(seed, stream)
{
    // One width on every processor, so one piece of code to trust: 3.4 GB/s per core (Zen 5), against 10 GB/s for uniform numbers.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Transform(Span<double> groups)
    {
        Vector256<double> centre = Vector256.Create(mean), scale = Vector256.Create(deviation);
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(groups);
        for (int i = 0; i + 3 < vectors.Length; i += 4)
        {
            (vectors[i], vectors[i + 2]) = Pair(vectors[i].AsUInt64(), vectors[i + 2].AsUInt64(), centre, scale);
            (vectors[i + 1], vectors[i + 3]) = Pair(vectors[i + 1].AsUInt64(), vectors[i + 3].AsUInt64(), centre, scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> First, Vector256<double> Second) Pair(
        Vector256<ulong> low, Vector256<ulong> high, Vector256<double> centre, Vector256<double> scale)
    {
        // (0, 1] instead of [0, 1): the logarithm of zero is never asked for.
        Vector256<double> distance = UniformGenerator.FromWords(low) + Vector256.Create(1.0 / (1L << 53));
        Vector256<double> radius = Vector256.Sqrt(Vector256.Create(-2.0) * PortableMath.Log(distance)) * scale;
        (Vector256<double> sine, Vector256<double> cosine) = PortableMath.SinCosOfTurns(UniformGenerator.FromWords(high));
        return (centre + (radius * cosine), centre + (radius * sine));
    }
}
