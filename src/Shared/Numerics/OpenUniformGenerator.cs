using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics;

/// <summary>Uniform numbers in (0, 1), neither end included: the odd multiples of 2⁻⁵³, from the upper 52 bits of each word.</summary>
public sealed class OpenUniformGenerator(ulong seed, uint stream) : RandomElements(seed, stream)
{
    // Exact: half of an odd number below 2⁵³, times a power of two.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Transform(Span<double> groups)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(groups);
        Vector256<double> half = Vector256.Create(0.5), unit = Vector256.Create(1.0 / (1L << 52));
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = (Vector256.ConvertToDouble((vectors[i].AsUInt64() >>> 12).AsInt64()) + half) * unit;
    }
}
