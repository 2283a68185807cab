using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using Cluster.Tasks.Values;

namespace Cluster.Tests.Tasks.Values;

/// <summary>What comes back is what went there.</summary>
public sealed class RoundTripTests
{
    private static readonly (Type Type, object? Value)[] Kinds =
    [
        Of(true), Of((byte)255), Of((sbyte)-128), Of(short.MinValue), Of(ushort.MaxValue), Of(int.MinValue), Of(uint.MaxValue), Of(long.MinValue), Of(ulong.MaxValue),
        Of(float.Epsilon), Of(double.NaN), Of(-0.0), Of('€'), Of((Half)1.5), Of(Int128.MinValue), Of(UInt128.MaxValue), Of(new Rune(0x1F600)),
        Of("äöü 😀"), Of(""), Of<string?>(null), Of("half a pair: \uD800!"), Of(new string('x', 100_000)),
        Of(79228162514264337593543950335m), Of(1.500m), Of(BigInteger.Pow(-7, 300)), Of(BigInteger.Zero), Of(new Complex(1, -2)),
        Of(new Guid("00112233-4455-6677-8899-aabbccddeeff")), Of(new Uri("https://example.org/a?b#c")), Of(new Uri("relative/path", UriKind.Relative)), Of(new Version(1, 2, 3)),
        Of(new CultureInfo("")), Of(TimeSpan.MinValue), Of(DateOnly.MaxValue), Of(new TimeOnly(23, 59, 59, 999)),
        Of(new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromMinutes(-210))), Of(DateTimeOffset.MinValue),
        Of(Colour.Blue), Of((Colour)7), Of<int?>(5), Of<int?>(null), Of<Colour?>(Colour.Red), Of<Place?>(new Place(1, 2)), Of<object?>(null), Of<Stream?>(null),
        Of((1, "two")), Of((1, 2.0, '3')), Of((1, 2, 3, 4)), Of((1, 2, 3, 4, 5, 6, 7, 8, 9)), Of(ValueTuple.Create(1)), Of(Tuple.Create(1, "two")), Of(Tuple.Create(1, 2, 3, 4, 5, 6, 7, 8)),
        Of<Tuple<int>?>(null), Of(KeyValuePair.Create("key", 1)),
        Of(new Line("name", 3)), Of(new Place(0.1, -0.2)), Of(new Named("n", 1)), Of(new Hidden(9)), Of(new Money(12345)), Of(new Vector3(1, 2, 3)),
        Of(new[] { 1, 2, 3 }), Of(Array.Empty<int>()), Of<int[]?>(null), Of(new[] { 1.5, double.NaN }), Of(new byte[] { 1, 2 }), Of("chars".ToCharArray()), Of(new[] { true, false }),
        Of(new[] { 1m, 2.50m }), Of(new[] { Colour.Red, Colour.Blue }), Of(new[] { new Place(1, 2), new Place(3, 4) }), Of(new[] { Guid.Empty }), Of(new[] { "a", null, "" }),
        Of(new int?[] { 1, null }), Of(new[] { (1, 2), (3, 4) }), Of(new[] { new Line("a", 1), new Line("b", 2) }), Of(new[] { new[] { 1 }, [], [2, 3] }), Of(new[] { new DateTime(5, DateTimeKind.Local) }),
        Of(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Of(new string?[,,] { { { "a", null } } }), Of(new int[0, 5]), Of(new[,] { { new Place(1, 2) } }),
        Of(new List<int> { 1, 2, 3 }), Of(new List<string> { "a" }), Of(new List<List<int>> { new() { 1 }, new() }), Of(new List<Place> { new(1, 2) }),
        Of(new HashSet<string> { "b", "a" }), Of(new HashSet<(int, int)> { (1, 2) }), Of(new SortedSet<int> { 3, 1 }), Of(new LinkedList<int>([1, 2])), Of(new Queue<int>([1, 2])),
        Of(new Stack<int>([1, 2, 3])), Of(new ConcurrentQueue<string>(["x"])), Of(new ConcurrentStack<int>([1, 2])), Of(new Collection<int> { 1, 2 }), Of(new ReadOnlyCollection<int>([1, 2])), Of(new ObservableCollection<string> { "o" }),
        Of<IEnumerable<int>>(Enumerable.Range(0, 5)), Of<IReadOnlyList<string>>(["a", "b"]), Of<IReadOnlyCollection<int>>(new Queue<int>([1])), Of<IList<double>>(new[] { 1.0 }), Of<ICollection<string>>(["z"]),
        Of<ISet<int>>(new HashSet<int> { 1 }), Of<IReadOnlySet<string>>(new HashSet<string> { "s" }), Of<IEnumerable<string>?>(null),
        Of(new Dictionary<string, int> { ["a"] = 1, [""] = 2 }), Of(new Dictionary<(int, string), Place> { [(1, "x")] = new(1, 2) }), Of(new Dictionary<Place, int> { [new(1, 2)] = 3 }),
        Of(new SortedDictionary<int, string> { [2] = "b", [1] = "a" }), Of(new ConcurrentDictionary<int, int> { [1] = 2 }), Of<IDictionary<int, string>>(new Dictionary<int, string> { [1] = "a" }),
        Of<IReadOnlyDictionary<string, int[]>>(new Dictionary<string, int[]> { ["a"] = [1, 2] }), Of(new SortedList<string, int> { ["k"] = 1 }),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Kinds.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Read_WhatWasWritten_IsEqual(int number)
    {
        (Type type, object? value) = Kinds[number];
        TestContext.Current.TestOutputHelper?.WriteLine($"{TypeNames.Of(type)}: {value}");
        object? read = Travel.Dynamically(type, value);
        Assert.Equal(value, read);
        if (read is not null && !type.IsInterface) Assert.Equal(Nullable.GetUnderlyingType(type) ?? type, read.GetType());
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Read_ATime_KeepsItsKind(DateTimeKind kind)
    {
        var time = new DateTime(2024, 6, 1, 12, 30, 15, kind);
        DateTime read = Travel.There(time.AddTicks(7));
        Assert.Equal((time.AddTicks(7), kind), (read, read.Kind));
    }

    [Fact]
    public void Read_ARecordOfRecords_IsTheSame()
    {
        var order = new Order(Guid.NewGuid(), [new Line("a", 1), new Line("b", 2)], new Dictionary<string, decimal> { ["a"] = 1.10m });
        Order read = Travel.There(order);
        Assert.Equal(order.Id, read.Id);
        Assert.Equal(order.Lines, read.Lines);
        Assert.Equal("1.10", read.Prices!["a"].ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Read_APlainClass_HasItsPropertiesAndFields()
    {
        Plain read = Travel.There(new Plain { Number = 4, Text = "t", Field = 0.5 });
        Assert.Equal((4, "t", 0.5, 8), (read.Number, read.Text, read.Field, read.Twice));
    }

    [Fact]
    public void Read_ADataContract_HasWhatItNames()
    {
        Contracted read = Travel.There(new Contracted { Sent = 1, Also = "x", NotSent = 5 });
        Assert.Equal((1, "x", 0), (read.Sent, read.Also, read.NotSent));
        Assert.Equal([0x93, 1, 0xc0, 0xa1, (byte)'x'], Travel.Bytes(new Contracted { Sent = 1, Also = "x", NotSent = 5 }));
    }

    [Fact]
    public void Read_AnAnonymousType_IsEqual()
    {
        var value = new { Name = "n", Numbers = new[] { 1, 2 } };
        var read = Travel.There(value);
        Assert.Equal((value.Name, 2), (read.Name, read.Numbers[1]));
    }

    [Fact]
    public void Read_Memory_HasItsElements()
    {
        int[] numbers = [1, 2, 3, 4];
        Assert.Equal([2, 3], Travel.There(numbers.AsMemory(1, 2)).ToArray());
        Assert.Equal([2, 3], Travel.There<ReadOnlyMemory<int>>(numbers.AsMemory(1, 2)).ToArray());
        Assert.Equal([2, 3], Travel.There(new ArraySegment<int>(numbers, 1, 2)).ToArray());
        string[] texts = ["a", "b"];
        Assert.Equal(["b"], Travel.There(texts.AsMemory(1)).ToArray());
    }

    [Fact]
    public void Read_SeveralValuesInOneBuffer_SayWhereTheyEnd()
    {
        using ValueScope scope = ValueScope.OfCoordinator("");
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        ValueCodec.Write(output, 300, scope);
        ValueCodec.Write(output, "text", scope);
        double[] numbers = [1.0];
        ValueCodec.Write(output, numbers, scope);
        var rest = new System.Buffers.ReadOnlySequence<byte>(output.WrittenMemory);
        Assert.Equal(300, ValueCodec.Read<int>(rest, scope, out long consumed));
        rest = rest.Slice(consumed);
        Assert.Equal("text", ValueCodec.Read<string>(rest, scope, out consumed));
        rest = rest.Slice(consumed);
        Assert.Equal([1.0], ValueCodec.Read<double[]>(rest, scope, out consumed));
        Assert.Equal(rest.Length, consumed);
    }

    [Fact]
    public void Read_ARecursiveType_HasItsChildren()
    {
        Tree read = Travel.There(new Tree { Child = new Tree { Child = new Tree() } });
        Assert.Null(read.Child!.Child!.Child);
    }

    private static (Type Type, object? Value) Of<T>(T value) => (typeof(T), value);
}
