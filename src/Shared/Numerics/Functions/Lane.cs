using System.Runtime.CompilerServices;

namespace Cluster.Numerics.Functions;

/// <summary>One number at a time: the path of processors without vectors, and of numbers that a vector cannot take.</summary>
internal readonly struct Lane : ILanes<double>
{
    public static int Count => 1;

    public static double All(double value) => value;

    public static double AllBits(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    public static double Load(ref readonly double source) => source;

    public static void Store(double value, ref double destination) => destination = value;

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    public static double Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fma(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    public static double Log(double a) => PortableMath.Log(System.Runtime.Intrinsics.Vector256.Create(a))[0];

    public static double And(double a, double b) => AllBits(Bits(a) & Bits(b));

    public static double Xor(double a, double b) => AllBits(Bits(a) ^ Bits(b));

    public static double AddBits(double a, double b) => AllBits(Bits(a) + Bits(b));

    public static double NegateBits(double a) => AllBits(0 - Bits(a));

    public static double ShiftLeft(double a, int count) => AllBits(Bits(a) << count);

    public static double LessOrEqual(double a, double b) => AllBits(a <= b ? ulong.MaxValue : 0);

    public static double Select(double mask, double whenSet, double whenClear) =>
        AllBits((Bits(mask) & Bits(whenSet)) | (~Bits(mask) & Bits(whenClear)));

    public static bool AreLessOrEqual(double a, double b) => a <= b;

    public static double Lookup(ReadOnlySpan<double> table, double bits) => table[(int)(Bits(bits) & 15)];

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);
}
