using System.Buffers;

namespace Cluster.Coordinator.Measurement.Serialization;

public sealed class SerializationCasesTests
{
    private static readonly string[] Expected =
    [
        "raw double[]", "elements double[]", "messagepack double[]", "json double[]", "raw int[]", "elements int[]", "messagepack int[]", "json int[]",
        "messagepack strings", "json strings", "messagepack records", "json records", "messagepack nested", "json nested",
    ];

    [Fact]
    public void Of_AnySize_HasEveryCodecForEveryType() =>
        Assert.Equal(Expected, SerializationCases.Of(4096).Select(static one => $"{one.Codec} {one.Type}"));

    [Fact]
    public void Of_TwoCalls_HaveTheSameValues() => Assert.Equal(SerializationCases.Of(4096).Select(Encoded), SerializationCases.Of(4096).Select(Encoded));

    [Theory]
    [InlineData(8)]
    [InlineData(1 << 10)]
    [InlineData(1 << 20)]
    public void Decode_WhatWasEncoded_GivesTheSameBytesAgain(int payload)
    {
        foreach (SerializationCase one in SerializationCases.Of(payload))
        {
            byte[] encoded = Encoded(one);
            object decoded = one.Decode(encoded);
            Assert.True(Encoded(one with { Values = decoded }).AsSpan().SequenceEqual(encoded), $"{one.Codec} {one.Type}");
        }
    }

    // A block is its bytes and a prefix of 5; MessagePack has 9 bytes for a double, and a header of 1, 3 or 5 for an array.
    [Theory]
    [InlineData(15, 1)]
    [InlineData(16, 3)]
    [InlineData(65_535, 3)]
    [InlineData(65_536, 5)]
    public void Encode_Doubles_YieldsTheBytesOfTheFormat(int count, int header)
    {
        SerializationCase[] doubles = [.. SerializationCases.Of(count * sizeof(double)).Where(static one => one.Type == "double[]")];

        Assert.All(doubles, one => Assert.Equal((count, 8L * count), (one.Elements, one.PayloadBytes)));
        Assert.Equal(5 + (8 * count), Encoded(doubles[0]).Length);
        Assert.Equal(header + (9 * count), Encoded(doubles[1]).Length);
        Assert.Equal(header + (9 * count), Encoded(doubles[2]).Length);
    }

    // 4 + 8 + 8 + 1 and "°C", of which the degree sign takes two bytes.
    [Fact]
    public void PayloadBytes_OfObjects_CountsValuesOnly()
    {
        var reading = new Reading(1, 2, 3, true, "°C");

        Assert.Equal(24, reading.PayloadBytes);
        Assert.Equal(3 + 16 + 48, new Station("abc", new Position(0, 0), [reading, reading]).PayloadBytes);
    }

    private static byte[] Encoded(SerializationCase one)
    {
        var buffer = new ArrayBufferWriter<byte>();
        one.Encode(one.Values, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
