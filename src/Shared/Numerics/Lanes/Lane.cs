using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics.Lanes;

/// <summary>One double: for processors without wide registers, for what fills no register, and to check the others with.</summary>
internal readonly unsafe struct Lane(double value) : ILanes<Lane>
{
    private readonly double _value = value;

    public static int Count => 1;

    public double Value => _value;

    private ulong Bits => BitConverter.DoubleToUInt64Bits(_value);

    public static Lane Create(double value) => new(value);

    public static Lane CreateBits(ulong bits) => new(BitConverter.UInt64BitsToDouble(bits));

    public static Lane Load(double* source) => new(*source);

    public void Store(double* destination) => *destination = _value;

    public static Lane operator +(Lane a, Lane b) => new(a._value + b._value);

    public static Lane operator -(Lane a, Lane b) => new(a._value - b._value);

    public static Lane operator *(Lane a, Lane b) => new(a._value * b._value);

    public static Lane operator /(Lane a, Lane b) => new(a._value / b._value);

    public static Lane operator &(Lane a, Lane b) => CreateBits(a.Bits & b.Bits);

    public static Lane operator ^(Lane a, Lane b) => CreateBits(a.Bits ^ b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane MultiplyAdd(Lane a, Lane b, Lane c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lane Sqrt(Lane a) => new(Math.Sqrt(a._value));

    public static Lane Log(Lane a) => new(PortableMath.Log(Vector256.Create(a._value))[0]);

    public static Lane Lesser(Lane a, Lane b) => a._value < b._value ? a : b;

    public static Lane ZeroBelow(Lane value, Lane x, Lane limit) => x._value >= limit._value ? value : default;

    public static Lane LessOrEqual(Lane a, Lane b) => CreateBits(a._value <= b._value ? ulong.MaxValue : 0);

    public static Lane Select(Lane mask, Lane whenSet, Lane whenClear) => CreateBits((mask.Bits & whenSet.Bits) | (~mask.Bits & whenClear.Bits));

    public static bool AreLessOrEqual(Lane a, Lane b) => a._value <= b._value;

    public static Lane AddBits(Lane a, Lane b) => CreateBits(a.Bits + b.Bits);

    public static Lane NegateBits(Lane a) => CreateBits(0 - a.Bits);

    public static Lane ShiftLeft(Lane a, int count) => CreateBits(a.Bits << count);

    public static Lane Lookup(ReadOnlySpan<double> table, Lane bits) => new(table[(int)(bits.Bits & 15)]);
}
