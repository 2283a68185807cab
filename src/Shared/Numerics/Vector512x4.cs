using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics;

/// <summary>Four vectors that go through the same steps side by side.</summary>
/// <remarks>
/// For chains of dependent steps: a vector of one chain has nothing to do while its multiplication is on its way, four of them keep the
/// multipliers busy. Four, because the compiler keeps structs of up to four fields in registers.
/// </remarks>
internal readonly struct Vector512x4(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d)
{
    public readonly Vector512<ulong> A = a, B = b, C = c, D = d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512x4 Create(Vector512<ulong> all) => new(all, all, all, all);

    /// <summary>The halves above, in place of those below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512x4 UpperHalf(Vector512x4 x) => new(x.A >>> 32, x.B >>> 32, x.C >>> 32, x.D >>> 32);

    /// <inheritdoc cref="Philox4x32.Multiply(Vector512{ulong}, Vector512{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512x4 Multiply(Vector512x4 x, Vector512<ulong> by) => new(
        Philox4x32.Multiply(x.A, by), Philox4x32.Multiply(x.B, by), Philox4x32.Multiply(x.C, by), Philox4x32.Multiply(x.D, by));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512x4 Xor(Vector512x4 x, Vector512x4 y, Vector512<ulong> z) =>
        new(x.A ^ y.A ^ z, x.B ^ y.B ^ z, x.C ^ y.C ^ z, x.D ^ y.D ^ z);
}
