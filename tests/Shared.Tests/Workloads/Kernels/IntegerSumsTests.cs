using System.Numerics;
using System.Runtime.InteropServices;
using Cluster.Workloads.Kernels;

namespace Cluster.Tests.Workloads.Kernels;

public sealed class IntegerSumsTests
{
    // Past the points where the kernels empty their narrow sums: 2¹⁵ registers of 16 shorts, 2⁷ of 32 bytes.
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 140), 4095, 4096, 4097, 8192, 600_001];

    [Fact]
    public void Sum_RandomElements_IsExact()
    {
        const int Seed = 21;
        foreach (int length in Lengths)
        {
            AssertExact(Random<long>(Seed, length), values => IntegerSums.Sum(values), $"i8, length {length}, seed {Seed}");
            AssertExact(Random<int>(Seed, length), values => IntegerSums.Sum(values), $"i4, length {length}, seed {Seed}");
            AssertExact(Random<short>(Seed, length), values => IntegerSums.Sum(values), $"i2, length {length}, seed {Seed}");
            AssertExact(Random<byte>(Seed, length), values => IntegerSums.Sum(values), $"u1, length {length}, seed {Seed}");
        }
    }

    [Fact]
    public void Sum_ExtremeElements_NeverWraps()
    {
        foreach (int length in Lengths)
        {
            AssertExact(Same(long.MaxValue, length), values => IntegerSums.Sum(values), $"i8, length {length}");
            AssertExact(Same(long.MinValue, length), values => IntegerSums.Sum(values), $"i8, length {length}");
            AssertExact(Same(-1L, length), values => IntegerSums.Sum(values), $"i8, length {length}");
            AssertExact(Same(int.MaxValue, length), values => IntegerSums.Sum(values), $"i4, length {length}");
            AssertExact(Same(int.MinValue, length), values => IntegerSums.Sum(values), $"i4, length {length}");
            AssertExact(Same(short.MaxValue, length), values => IntegerSums.Sum(values), $"i2, length {length}");
            AssertExact(Same(short.MinValue, length), values => IntegerSums.Sum(values), $"i2, length {length}");
            AssertExact(Same(byte.MaxValue, length), values => IntegerSums.Sum(values), $"u1, length {length}");
        }
    }

    [Fact]
    public void CountTrue_AnyByteButZero_IsTrue() => Assert.Equal(4, IntegerSums.CountTrue([0, 1, 2, 0, 255, 128, 0]));

    private delegate Int128 Kernel<T>(ReadOnlySpan<T> values);

    private static void AssertExact<T>(T[] values, Kernel<T> kernel, string where)
        where T : unmanaged, INumber<T>
    {
        Int128 expected = 0;
        foreach (T value in values) expected += Int128.CreateChecked(value);
        Int128 actual = kernel(values);
        Assert.True(expected == actual, $"{where}: {expected}, but {actual}");
    }

    private static T[] Random<T>(int seed, int length)
        where T : unmanaged
    {
        var values = new T[length];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static T[] Same<T>(T value, int length)
    {
        var values = new T[length];
        Array.Fill(values, value);
        return values;
    }
}
