namespace Cluster.Workloads.GaussianMixture;

/// <summary>One double: for processors without wide registers, and to check the others with.</summary>
internal readonly unsafe struct Lane(double value) : ILanes<Lane>
{
    private readonly double _value = value;

    public static int Count => 1;

    public static Lane Create(double value) => new(value);

    public static Lane Load(double* source) => new(*source);

    public void Store(double* destination) => *destination = _value;

    public static Lane operator +(Lane a, Lane b) => new(a._value + b._value);

    public static Lane operator -(Lane a, Lane b) => new(a._value - b._value);

    public static Lane operator *(Lane a, Lane b) => new(a._value * b._value);

    public static Lane operator /(Lane a, Lane b) => new(a._value / b._value);

    public static Lane MultiplyAdd(Lane a, Lane b, Lane c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lane Lesser(Lane a, Lane b) => a._value < b._value ? a : b;

    public static Lane ZeroBelow(Lane value, Lane x, Lane limit) => x._value >= limit._value ? value : default;

    public static Lane Scale(Lane value, Lane rounded)
    {
        long exponent = BitConverter.DoubleToInt64Bits(rounded._value) << 52;
        return new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value._value) + exponent));
    }
}
