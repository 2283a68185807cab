namespace Cluster.Numerics.Functions;

/// <summary>Reduces an angle of any size to less than an eighth of a turn (Payne and Hanek, 1983).</summary>
/// <remarks>
/// x = m·2ᵉ with whole m. In m·2ᵉ·(2/π) only the digits of 2/π from 2^(1−e) downwards count modulo 4; 192 of them leave 137 correct digits
/// behind the point, and no double comes closer than 2⁻⁶² to a multiple of π/2. Whole numbers throughout, so the bits are the same everywhere.
/// </remarks>
internal static class QuarterTurns
{
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    // The digits of 2/π behind the point: 1,280 of them, of which the largest double asks for 1,163.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>x = quadrant·π/2 + high + low, modulo 2π. <paramref name="x"/> is finite and at least 2.</summary>
    public static (ulong Quadrant, double High, double Low) Reduce(double x)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        ulong m = (bits & ((1ul << 52) - 1)) | (1ul << 52);
        int exponent = (int)(bits >> 52) - 1075;

        // The digit of weight 2^(1−e) is the first that counts: the one behind the point has weight 2⁻¹ and number 0.
        int first = exponent - 2;
        (ulong w0, ulong w1, ulong w2) = (Digits(first), Digits(first + 64), Digits(first + 128));

        // m times the 192 digits, modulo 2¹⁹²: the upper two bits are the quadrant, the rest is the fraction.
        UInt128 low = (UInt128)m * w2, middle = ((UInt128)m * w1) + (low >> 64);
        ulong p2 = (ulong)low, p1 = (ulong)middle, p0 = (m * w0) + (ulong)(middle >> 64);
        ulong quadrant = p0 >> 62;
        UInt128 fraction = ((new UInt128(p0, p1)) << 2) | (p2 >> 62);

        // From [0, 1) to [−½, ½): the next quadrant is nearer.
        bool isNegative = fraction >> 127 != 0;
        if (isNegative) (quadrant, fraction) = (quadrant + 1, 0 - fraction);
        (double high, double low) turned = TimesHalfPi(fraction);
        return isNegative ? (quadrant, -turned.high, -turned.low) : (quadrant, turned.high, turned.low);
    }

    private static (double High, double Low) TimesHalfPi(UInt128 fraction)
    {
        // The leading 53 bits, exactly; then the next 53.
        int zeros = (int)UInt128.LeadingZeroCount(fraction);
        UInt128 normal = fraction << zeros;
        double high = Math.ScaleB((double)(ulong)(normal >> 75), -53 - zeros);
        double low = Math.ScaleB((double)((ulong)(normal >> 22) & ((1ul << 53) - 1)), -106 - zeros);

        double product = high * HalfPiHigh;
        double rest = Math.FusedMultiplyAdd(high, HalfPiHigh, -product) + Math.FusedMultiplyAdd(high, HalfPiLow, low * HalfPiHigh);
        double sum = product + rest;
        return (sum, rest - (sum - product));
    }

    /// <summary>64 digits from number <paramref name="first"/> on; digits before the point are zero.</summary>
    private static ulong Digits(int first)
    {
        (int word, int shift) = (first >> 6, first & 63);
        ulong upper = word < 0 ? 0 : TwoOverPi[word];
        ulong lower = word + 1 < 0 ? 0 : TwoOverPi[word + 1];
        return shift == 0 ? upper : (upper << shift) | (lower >> (64 - shift));
    }
}
