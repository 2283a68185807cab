using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics;

/// <summary>Uniform numbers in [0, 1): the multiples of 2⁻⁵³, from the upper 53 bits of each word.</summary>
public sealed class UniformGenerator(ulong seed, uint stream) : RandomElements(seed, stream)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Transform(Span<double> groups)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(groups);
        for (int i = 0; i < vectors.Length; i++) vectors[i] = FromWords(vectors[i].AsUInt64());
    }

    /// <summary>Exact: 53 bits fit, and the factor is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> FromWords(Vector256<ulong> words) =>
        Vector256.ConvertToDouble((words >>> 11).AsInt64()) * Vector256.Create(1.0 / (1L << 53));
}
