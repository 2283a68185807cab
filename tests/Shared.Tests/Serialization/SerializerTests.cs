using System.Buffers;
using MessagePack;
using MessagePack.Resolvers;

namespace Cluster.Tests.Serialization;

/// <summary>Types against the bytes that MessagePack-CSharp writes for them with its standard resolver.</summary>
public sealed class SerializerTests
{
    [Fact]
    public void Serialize_PlainValues_AreTheirOwnForm()
    {
        Check(true, "c3");
        Check((byte)200, "ccc8");
        Check((sbyte)-1, "ff");
        Check((short)-200, "d1ff38");
        Check((ushort)300, "cd012c");
        Check(300, "cd012c");
        Check(300u, "cd012c");
        Check(-1L, "ff");
        Check(ulong.MaxValue, "cfffffffffffffffff");
        Check(1.5f, "ca3fc00000");
        Check(1.5, "cb3ff8000000000000");
        Check('a', "61");
        Check("abc", "a3616263");
        Check<string?>(null, "c0");
        Check<byte[]>([1, 2], "c4020102");
        Check<byte[]?>(null, "c0");
        Check<int?>(null, "c0");
        Check<int?>(5, "05");
    }

    [Fact]
    public void Serialize_Enums_AreNumbersOfTheirWidth()
    {
        Check(Small.Most, "ccff");
        Check(Wide.Least, "d38000000000000000");
        Check<Small?>(null, "c0");
        Check<Wide[]>([Wide.One], "9101");
    }

    [Fact]
    public void Serialize_Collections_AreArraysAndMaps()
    {
        Check<int[]>([1, 2, 300], "930102cd012c");
        Check<int[]>([], "90");
        Check<float[]>([1.5f], "91ca3fc00000");
        Check<double[]>([1.5], "91cb3ff8000000000000");
        Check<bool[]>([true, false], "92c3c2");
        Check<string?[]>(["a", null], "92a161c0");
        Check<int[][]>([[1], []], "92910190");
        Check<byte[][]>([[1]], "91c40101");
        Check<List<int>>([1, -1], "9201ff");
        Check<List<string>?>(null, "c0");
        Check<IReadOnlyList<int>>([1, 2], "920102");
        Check(new Dictionary<string, int> { ["a"] = 1 }, "81a16101");
        Check<IReadOnlyDictionary<int, string>>(new Dictionary<int, string> { [1] = "b" }, "8101a162");
        Check(new Dictionary<string, int[]> { ["a"] = [1] }, "81a1619101");
    }

    [Fact]
    public void Serialize_ReadOnlyListBehindWhichIsNoArray_IsAnArray()
    {
        byte[] bytes = MessagePackSerializer.Serialize<IReadOnlyList<int>>(new List<int> { 1, 2 }.AsReadOnly());
        Assert.Equal("920102", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Serialize_Tuples_AreArraysOfTheirItems()
    {
        Check((1, "a"), "9201a161");
        Check(ValueTuple.Create(5), "9105");
        Check((1, 2, 3, 4, 5, 6, 7), "9701020304050607");
        Check((1, 2, 3, 4, 5, 6, 7, 8, 9), "9801020304050607920809");
        Check<(int, int)?>(null, "c0");
    }

    [Fact]
    public void Serialize_GuidTimeSpanDecimal_AreTextTicksText()
    {
        string digits = Convert.ToHexStringLower("00112233-4455-6677-8899-aabbccddeeff"u8);
        Check(Guid.Parse("00112233-4455-6677-8899-AABBCCDDEEFF"), "d924" + digits);
        Check(TimeSpan.FromTicks(300), "cd012c");
        Check(1.50m, "a4312e3530");
        Check(new DateTime(1970, 1, 1, 0, 0, 1, DateTimeKind.Utc), "d6ff00000001");
    }

    [Fact]
    public void Serialize_MarkedTypes_AreArraysByKey()
    {
        Check(new Point(1, -1), "9201ff");
        Check<Point?>(null, "c0");
        Check(new PointStruct(1, -1), "9201ff");
        Check<PointStruct?>(null, "c0");
        Check(new Mutable { Field = 3, Property = "a" }, "9203a161");
        Assert.Equal("94c001c0a161", Hex(new Gaps { One = 1, Three = "a", Ignored = 9 }));
        Assert.Equal("9205a161", Hex(new Derived { Id = 5, Name = "a" }));
        Assert.Equal("9205a161", Hex(new Data { Zero = 5, One = "a", Unmarked = 3 }));
    }

    [Fact]
    public void Serialize_TypesByName_AreMaps()
    {
        Assert.Equal("82a5666972737401ab7365636f6e64206e616d65cb4000000000000000", Hex(new Named { One = 1, Two = 2 }));
        Assert.Equal("82a16e01a5506c61696e02", Hex(new DataNamed { Number = 1, Plain = 2 }));
        byte[] bytes = MessagePackSerializer.Serialize(new ByName("t", 3) { Flag = true });
        Assert.Equal(new ByName("t", 3) { Flag = true }, MessagePackSerializer.Deserialize<ByName>(bytes));
        Assert.Equal("83a55469746c65a174a5436f756e7403a4466c6167c3", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Deserialize_Derived_SetsTheMembersOfTheBase()
    {
        Derived back = MessagePackSerializer.Deserialize<Derived>(Wire.Bytes("9205a161"));
        Assert.Equal((5, "a"), (back.Id, back.Name));
    }

    [Fact]
    public void Deserialize_ShorterArray_KeepsDefaults()
    {
        Assert.Equal(new Point(4, 0), MessagePackSerializer.Deserialize<Point>(Wire.Bytes("9104")));
        Gaps back = MessagePackSerializer.Deserialize<Gaps>(Wire.Bytes("91c0"));
        Assert.Equal((7, "unset"), (back.One, back.Three));
    }

    [Fact]
    public void Deserialize_LongerArrayOrUnknownNames_SkipsWhatIsNew()
    {
        Assert.Equal(new Point(4, 5), MessagePackSerializer.Deserialize<Point>(Wire.Bytes("940405 82a16101a1629103 c3")));
        Named back = MessagePackSerializer.Deserialize<Named>(Wire.Bytes("82 a16e 93010203 a56669727374 05"));
        Assert.Equal(5, back.One);
    }

    [Fact]
    public void Deserialize_NamesInPieces_AreFound()
    {
        byte[] bytes = MessagePackSerializer.Serialize(new ByName("title", 3) { Flag = true });
        Assert.Equal(new ByName("title", 3) { Flag = true }, MessagePackSerializer.Deserialize<ByName>(Wire.OneByteEach(bytes)));
    }

    [Fact]
    public void Deserialize_MarkedConstructor_IsUsedAndTheRestIsSet()
    {
        TwoConstructors back = MessagePackSerializer.Deserialize<TwoConstructors>(Wire.Bytes("920506"));
        Assert.Equal((5, 6, "one"), (back.Value, back.Extra, back.Used));
    }

    [Fact]
    public void Deserialize_NilForAStruct_IsRefused() =>
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<PointStruct>(Wire.Bytes("c0")));

    [Fact]
    public void Serialize_BrokenContract_IsRefused()
    {
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Serialize(new Unkeyed()));
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Serialize(new SameKey()));
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Serialize(new Unmarked(1, "b")));
    }

    [Fact]
    public void Serialize_UnmarkedTypeByName_IsAMap()
    {
        byte[] bytes = MessagePackSerializer.Serialize(new Unmarked(1, "b"), ContractlessStandardResolver.Options);
        Assert.Equal("82a14101a142a162", Convert.ToHexStringLower(bytes));
        Assert.Equal(new Unmarked(1, "b"), MessagePackSerializer.Deserialize<Unmarked>(bytes, ContractlessStandardResolver.Options));
        byte[] marked = MessagePackSerializer.Serialize(new Point(1, -1), ContractlessStandardResolver.Options);
        Assert.Equal("9201ff", Convert.ToHexStringLower(marked));
    }

    [Fact]
    public void Serialize_IntoABufferWriter_IsTheSameBytes()
    {
        var output = new ArrayBufferWriter<byte>();
        MessagePackSerializer.Serialize(output, new Point(1, 2));
        Assert.Equal(MessagePackSerializer.Serialize(new Point(1, 2)), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Deserialize_FromAReader_ContinuesBehindTheValue()
    {
        var reader = new MessagePackReader(Wire.Bytes("9201022a"));
        Assert.Equal(new Point(1, 2), MessagePackSerializer.Deserialize<Point>(ref reader));
        Assert.Equal(42, reader.ReadInt32());
        Assert.Equal(0, reader.Depth);
    }

    [Fact]
    public void SerializeAndDeserialize_Cancelled_Stop()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        CancellationToken token = stop.Token;
        Point[] points = [new Point(1, 2)];
        byte[] bytes = MessagePackSerializer.Serialize(points);
        var write = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Serialize(points, null, token));
        var read = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Point[]>(bytes, null, token));
        Assert.IsType<OperationCanceledException>(write.InnerException, exactMatch: false);
        Assert.IsType<OperationCanceledException>(read.InnerException, exactMatch: false);
    }

    [Fact]
    public void Deserialize_MemberOfWrongKind_NamesTypeAndMember()
    {
        if (Wire.IsPackage) Assert.Skip("The package's messages do not name the member.");
        byte[] bytes = Wire.Bytes("9201a161");
        var failure = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Point>(bytes));
        Assert.Contains($"{typeof(Point).FullName}.Y", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fixstr", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Serialize(new Unkeyed()));
        Assert.Contains($"{typeof(Unkeyed).FullName}.Forgotten", failure.Message, StringComparison.Ordinal);
    }

    private static string Hex<T>(T value) => Convert.ToHexStringLower(MessagePackSerializer.Serialize(value));

    private static void Check<T>(T value, string expected)
    {
        byte[] bytes = MessagePackSerializer.Serialize(value);
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
        Assert.Equal(value, MessagePackSerializer.Deserialize<T>(bytes));
        Assert.Equal(value, MessagePackSerializer.Deserialize<T>(Wire.OneByteEach(bytes)));
    }
}
