using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Numerics.Functions;

/// <summary>Eight numbers at a time.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<double>>
{
    public static int Count => 8;

    public static Vector512<double> All(double value) => Vector512.Create(value);

    public static Vector512<double> AllBits(ulong bits) => Vector512.Create(bits).AsDouble();

    public static Vector512<double> Load(ref readonly double source) => Vector512.LoadUnsafe(in source);

    public static void Store(Vector512<double> value, ref double destination) => value.StoreUnsafe(ref destination);

    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    public static Vector512<double> Sqrt(Vector512<double> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> a) => Vector512.Create(PortableMath.Log(a.GetLower()), PortableMath.Log(a.GetUpper()));

    public static Vector512<double> And(Vector512<double> a, Vector512<double> b) => a & b;

    public static Vector512<double> Xor(Vector512<double> a, Vector512<double> b) => a ^ b;

    public static Vector512<double> AddBits(Vector512<double> a, Vector512<double> b) => (a.AsUInt64() + b.AsUInt64()).AsDouble();

    public static Vector512<double> NegateBits(Vector512<double> a) => (Vector512<ulong>.Zero - a.AsUInt64()).AsDouble();

    public static Vector512<double> ShiftLeft(Vector512<double> a, int count) => (a.AsUInt64() << count).AsDouble();

    public static Vector512<double> LessOrEqual(Vector512<double> a, Vector512<double> b) => Vector512.LessThanOrEqual(a, b);

    public static Vector512<double> Select(Vector512<double> mask, Vector512<double> whenSet, Vector512<double> whenClear) =>
        Vector512.ConditionalSelect(mask, whenSet, whenClear);

    public static bool AreLessOrEqual(Vector512<double> a, Vector512<double> b) => Vector512.LessThanOrEqualAll(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lookup(ReadOnlySpan<double> table, Vector512<double> bits)
    {
        ref double first = ref MemoryMarshal.GetReference(table);
        if (!Avx512F.IsSupported)
            return Vector512.Create(Lanes256.Lookup(table, bits.GetLower()), Lanes256.Lookup(table, bits.GetUpper()));
        return Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first), bits.AsInt64(), Vector512.LoadUnsafe(ref first, 8));
    }
}
