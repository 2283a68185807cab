using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Random objects through the serializer and back.</summary>
public sealed class RandomRoundTripTests
{
    [Fact]
    public void Deserialize_RandomObjects_AreWhatWasSerialized()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < 300; i++)
        {
            Everything value = Make(random);
            byte[] bytes = MessagePackSerializer.Serialize(value);
            Assert.Equivalent(value, MessagePackSerializer.Deserialize<Everything>(bytes), strict: true);
            Everything split = MessagePackSerializer.Deserialize<Everything>(Wire.Split(bytes, random.Next(bytes.Length)));
            Assert.Equal(bytes, MessagePackSerializer.Serialize(split));
        }
    }

    internal static Everything Make(Random random) => new(
        random.Next(2) == 0,
        (sbyte)Bits(random),
        (byte)Bits(random),
        (short)Bits(random),
        (ushort)Bits(random),
        (int)Bits(random),
        (uint)Bits(random),
        Bits(random),
        (ulong)Bits(random),
        random.NextSingle(),
        random.NextDouble(),
        (char)random.Next(char.MaxValue),
        Text(random),
        random.Next(4) == 0 ? null : Bytes(random),
        (Small)random.Next(256),
        random.Next(2) == 0 ? null : random.Next(),
        random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.NextDouble())],
        random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(40)).Select(_ => Text(random))],
        random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(5)).Select(_ => new Point(random.Next(), -random.Next()))],
        random.Next(4) == 0 ? null : Enumerable.Range(0, random.Next(20)).ToDictionary(i => $"key {i}", _ => random.Next()),
        random.Next(4) == 0 ? null : Enumerable.Range(0, random.Next(20)).ToDictionary(i => i, i => new Point(i, i)),
        new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc),
        new Guid(Sixteen(random)),
        (random.Next(), Text(random)),
        TimeSpan.FromTicks(Bits(random)),
        (decimal)random.NextDouble(),
        new PointStruct(random.Next(), random.Next()),
        Bytes(random));

    private static long Bits(Random random) => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    private static string? Text(Random random) =>
        random.Next(5) == 0 ? null : new string(random.GetItems("aé€漢".AsSpan(), random.Next(300)));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Sixteen(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }
}
