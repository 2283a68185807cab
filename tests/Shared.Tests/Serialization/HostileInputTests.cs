using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Bytes from someone who means harm: one exception type, no more memory than the bytes are worth, no stack overflow.</summary>
[Trait("Fault", "52")]
public sealed class HostileInputTests
{
    // Room for an exception and its stack trace, and far from what any of the declared lengths would take.
    private const long AllocationLimit = 64 * 1024;

    private static readonly MessagePackSerializerOptions Untrusted =
        MessagePackSerializerOptions.Standard.WithSecurity(MessagePackSecurity.UntrustedData);

    [Theory]
    [InlineData("ffffffff")]
    [InlineData("7fffffff")]
    [InlineData("80000000")]
    [InlineData("00100000")]
    public void Deserialize_DeclaredLengthBeyondTheBytes_IsRefusedWithoutAllocating(string length)
    {
        Refuse<int[]>("dd" + length + "0102");
        Refuse<string[]>("dd" + length + "0102");
        Refuse<List<long>>("dd" + length + "0102");
        Refuse<IReadOnlyList<Guid>>("dd" + length + "0102");
        Refuse<Dictionary<int, int>>("df" + length + "01020304");
        Refuse<IReadOnlyDictionary<int, int>>("df" + length + "01020304");
        Refuse<string>("db" + length + "6161");
        Refuse<byte[]>("c6" + length + "6161");
        Refuse<byte[]>("db" + length + "6161");
        Refuse<DateTime>("c9" + length + "ff6161");
        Refuse<Point>("dd" + length + "0102");
        Refuse<Named>("df" + length + "a16101");
        Refuse<(int, int)>("dd" + length + "0102");
    }

    [Theory]
    [InlineData("dd")]
    [InlineData("df")]
    [InlineData("db")]
    [InlineData("c6")]
    [InlineData("c9")]
    public void Deserialize_DeclaredLengthInAnUnknownMember_IsRefused(string code) => Refuse<Point>("930102" + code + "ffffffff01");

    // Each level is compared with the same bytes: believed, 400 levels that claim 20,000 each would be given 64 MB for 21 KB.
    [Fact]
    [Trait("Fault", "51")]
    public void Deserialize_CountAtEachLevel_IsNotBelievedAtEach()
    {
        byte[] nested = [.. Enumerable.Range(0, 400).SelectMany(_ => (byte[])[0x91, 0xdc, 0x4e, 0x20]), .. new byte[20_000]];
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Branch>(nested, Untrusted));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Branch>(nested, Untrusted));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Deserialize_CountOneAboveTheBytes_IsRefused()
    {
        Refuse<int[]>("dc00040102 03");
        Refuse<Dictionary<int, int>>("820102 03");
    }

    [Fact]
    public void Deserialize_NestedDeeperThanAllowed_IsRefused()
    {
        byte[] bomb = new byte[1_000_000];
        Array.Fill(bomb, (byte)0x91);

        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Node>(bomb, Untrusted));
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Node>(Nested(501), Untrusted));
        Assert.NotNull(MessagePackSerializer.Deserialize<Node>(Nested(499), Untrusted).Child);
    }

    [Fact]
    public void Deserialize_DepthSetByTheCaller_Counts()
    {
        MessagePackSerializerOptions shallow = Untrusted.WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(3));
        Assert.NotNull(MessagePackSerializer.Deserialize<Node>(Nested(3), shallow));
        var refusal = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Node>(Nested(4), shallow));
        Assert.IsType<InsufficientExecutionStackException>(refusal.GetBaseException());
        byte[] arrays = Wire.Bytes("919191920102");
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Point[][][]>(arrays, shallow));
    }

    [Fact]
    public void Deserialize_UnknownMemberOfAnyDepth_IsSkipped()
    {
        byte[] bytes = [0x92, 0xc0, .. Enumerable.Repeat((byte)0x91, 1_000_000), 0xc0];
        Assert.Null(MessagePackSerializer.Deserialize<Node>(bytes, Untrusted).Child);
    }

    [Fact]
    public void Deserialize_CutAnywhere_IsRefused()
    {
        byte[] bytes = MessagePackSerializer.Serialize(RandomRoundTripTests.Make(new Random(1)));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Everything>(cut));
        }
    }

    [Fact]
    public void Deserialize_GarbageBehindTheValue_IsLeftAndCounted()
    {
        Assert.Equal(new Point(1, 2), MessagePackSerializer.Deserialize<Point>(Wire.Bytes("920102 c1c1"), out int bytesRead));
        Assert.Equal(3, bytesRead);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("d4ff00")]
    [InlineData("d6fe00000000")]
    [InlineData("c70dff00000000000000000000000000")]
    [InlineData("c70cff000000007fffffffffffffff")]
    [InlineData("c70cff000000008000000000000000")]
    public void Deserialize_NoTimestamp_IsRefused(string hex) => Refuse<DateTime>(hex);

    [Fact]
    public void Deserialize_WrongValues_AreRefused()
    {
        Refuse<byte>("cd0100");
        Refuse<Guid>("a3616263");
        Refuse<Guid>("d924" + string.Concat(Enumerable.Repeat("7a", 36)));
        Refuse<decimal>("a3616263");
        Refuse<(int, int)>("93010203");
        Refuse<Dictionary<int, int>>("8201010102");
        Refuse<Named>("810101");
        Refuse<Point>("8101 02");
    }

    [Fact]
    public void Deserialize_ExtensionOfNamedType_IsRefused()
    {
        // Extension 100 is how the package writes an object together with the name of its type.
        string name = Convert.ToHexStringLower("System.IO.FileInfo"u8);
        Refuse<Point>($"c71364b2{name}");
        Refuse<string>($"c71364b2{name}");
    }

    [Fact]
    public void Deserialize_KeysThatCollideByValue_AreSpread()
    {
        // Longs whose two halves are equal have one hash code, zero, in the runtime; all of them would land in one bucket.
        Dictionary<long, int> keys = Enumerable.Range(1, 5_000).ToDictionary(i => ((long)i << 32) | (uint)i, i => i);
        byte[] bytes = MessagePackSerializer.Serialize(keys);

        Dictionary<long, int> back = MessagePackSerializer.Deserialize<Dictionary<long, int>>(bytes, Untrusted);

        Assert.Equal(5_000, back.Count);
        Assert.True(back.Keys.Select(k => back.Comparer.GetHashCode(k)).Distinct().Count() > 4_900);
        byte[] unsafeKey = Wire.Bytes("8192010203");
        Assert.Throws<MessagePackSerializationException>(
            () => MessagePackSerializer.Deserialize<Dictionary<Point, int>>(unsafeKey, Untrusted));
    }

    [Fact]
    public void UntrustedComparer_EqualValuesOfDifferentBits_HashAlike()
    {
        MessagePackSecurity security = MessagePackSecurity.UntrustedData;
        IEqualityComparer<double> doubles = security.GetEqualityComparer<double>();
        Assert.Equal(doubles.GetHashCode(0.0), doubles.GetHashCode(-0.0));
        Assert.Equal(doubles.GetHashCode(double.NaN), doubles.GetHashCode(BitConverter.UInt64BitsToDouble(0x7ff8000000000001)));
        IEqualityComparer<DateTime> times = security.GetEqualityComparer<DateTime>();
        DateTime local = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local);
        Assert.Equal(times.GetHashCode(DateTime.UnixEpoch), times.GetHashCode(local));
        Assert.True(security.GetEqualityComparer<Small>().Equals(Small.Most, Small.Most));
    }

    [Fact]
    public void Deserialize_RandomOrDamagedBytes_GivesAValueOrTheOneException()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            bool damaged = i % 2 == 0;
            byte[] bytes = damaged ? MessagePackSerializer.Serialize(new Point(random.Next(), random.Next())) : new byte[random.Next(40)];
            if (!damaged) random.NextBytes(bytes);
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Try<Point>(bytes);
            Try<Named>(bytes);
            Try<Dictionary<string, Point>>(bytes);
            Try<(string, DateTime)[]>(bytes);
        }
    }

    private static void Try<T>(byte[] bytes)
    {
        try
        {
            MessagePackSerializer.Deserialize<T>(bytes, Untrusted);
        }
        catch (MessagePackSerializationException)
        {
            // The one exception that may come.
        }
    }

    private static byte[] Nested(int levels) => [.. Enumerable.Repeat((byte)0x91, levels), 0xc0];

    private static void Refuse<T>(string hex)
    {
        byte[] bytes = Wire.Bytes(hex);

        // Twice: the first call also makes what the type needs once per process.
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<T>(bytes, Untrusted));
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<T>(Wire.OneByteEach(bytes), Untrusted));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<T>(bytes, Untrusted));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationLimit);
    }
}
