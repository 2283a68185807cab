using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Numerics.Functions;

/// <summary>Four numbers at a time.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<double>>
{
    public static int Count => 4;

    public static Vector256<double> All(double value) => Vector256.Create(value);

    public static Vector256<double> AllBits(ulong bits) => Vector256.Create(bits).AsDouble();

    public static Vector256<double> Load(ref readonly double source) => Vector256.LoadUnsafe(in source);

    public static void Store(Vector256<double> value, ref double destination) => value.StoreUnsafe(ref destination);

    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    public static Vector256<double> Sqrt(Vector256<double> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> a) => PortableMath.Log(a);

    public static Vector256<double> And(Vector256<double> a, Vector256<double> b) => a & b;

    public static Vector256<double> Xor(Vector256<double> a, Vector256<double> b) => a ^ b;

    public static Vector256<double> AddBits(Vector256<double> a, Vector256<double> b) => (a.AsUInt64() + b.AsUInt64()).AsDouble();

    public static Vector256<double> NegateBits(Vector256<double> a) => (Vector256<ulong>.Zero - a.AsUInt64()).AsDouble();

    public static Vector256<double> ShiftLeft(Vector256<double> a, int count) => (a.AsUInt64() << count).AsDouble();

    public static Vector256<double> LessOrEqual(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqual(a, b);

    public static Vector256<double> Select(Vector256<double> mask, Vector256<double> whenSet, Vector256<double> whenClear) =>
        Vector256.ConditionalSelect(mask, whenSet, whenClear);

    public static bool AreLessOrEqual(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqualAll(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<double> Lookup(ReadOnlySpan<double> table, Vector256<double> bits)
    {
        if (!Avx2.IsSupported)
            return Vector256.Create(
                Lane.Lookup(table, bits[0]), Lane.Lookup(table, bits[1]), Lane.Lookup(table, bits[2]), Lane.Lookup(table, bits[3]));
        // A table is constant data of the program: it does not move.
        double* first = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(table));
        return Avx2.GatherVector256(first, bits.AsInt64() & Vector256.Create(15L), sizeof(double));
    }
}
