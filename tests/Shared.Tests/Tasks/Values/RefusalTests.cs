using System.Collections.Immutable;
using Cluster.Sharing;
using Cluster.Tasks.Values;

namespace Cluster.Tests.Tasks.Values;

/// <summary>What cannot travel is refused with the way to the member, the reason and the cure.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<Type, object> Samples = new()
    {
        [typeof(Task<int>)] = Task.FromResult(1),
        [typeof(ValueTask<int>)] = new ValueTask<int>(1),
        [typeof(Func<int>)] = () => 1,
        [typeof(nint)] = (nint)1,
        [typeof(MemoryStream)] = new MemoryStream(),
        [typeof(HttpClient)] = new HttpClient(),
        [typeof(IDisposable)] = Stream.Null,
        [typeof(IAsyncEnumerable<int>)] = Empty(),
        [typeof(CancellationToken)] = CancellationToken.None,
        [typeof(InvalidOperationException)] = new InvalidOperationException("failed"),
        [typeof(Type)] = typeof(int),
        [typeof(object)] = new object(),
        [typeof(NoWayBack)] = new NoWayBack(1),
        [typeof(Secretive)] = new Secretive(),
        [typeof(ImmutableArray<int>)] = ImmutableArray<int>.Empty,
        [typeof(System.Collections.BitArray)] = new System.Collections.BitArray(8),
        [typeof(Semaphore)] = new Semaphore(1, 1),
    };

    [Fact]
    public void Write_AStreamInARecordInAList_NamesTheWay()
    {
        var order = new Order(Guid.Empty, [new Line("a", 1), new Line("b", 2), new Line("c", 3), new Line("d", 4, Stream.Null)]);
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Bytes(order));
        Assert.Equal("Order.Lines[3].Stream", failure.Path);
        Assert.StartsWith("Order.Lines[3].Stream: Stream cannot be sent to another process: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("send a path", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_InsideTuplesDictionariesAndArrays_NamesTheWay()
    {
        Assert.Equal("(int, object)[][1].Item2", Path(new[] { (1, (object)null!), (2, new object()) }).Replace("ValueTuple<int, object>", "(int, object)", StringComparison.Ordinal));
        Assert.Equal("Dictionary<string, object>[b]", Path(new Dictionary<string, object?> { ["a"] = null, ["b"] = 1 }));
        Assert.Equal("Action[,][1]", Path(new Action?[,] { { null, () => { } } }));
        Assert.Equal("Throwing.Bad", Path(new Throwing()));
    }

    [Theory]
    [InlineData(typeof(Task<int>), "await it")]
    [InlineData(typeof(ValueTask<int>), "await it")]
    [InlineData(typeof(Func<int>), "static method")]
    [InlineData(typeof(nint), "address")]
    [InlineData(typeof(MemoryStream), "send a path")]
    [InlineData(typeof(HttpClient), "made from")]
    [InlineData(typeof(IDisposable), "declare a class")]
    [InlineData(typeof(IAsyncEnumerable<int>), "collect its elements")]
    [InlineData(typeof(CancellationToken), "WorkerContext")]
    [InlineData(typeof(InvalidOperationException), "message")]
    [InlineData(typeof(Type), "name")]
    [InlineData(typeof(object), "declare the type")]
    [InlineData(typeof(NoWayBack), "no public constructor")]
    [InlineData(typeof(Secretive), "no public member")]
    [InlineData(typeof(ImmutableArray<int>), "List<T>")]
    [InlineData(typeof(System.Collections.BitArray), "made from")]
    [InlineData(typeof(Semaphore), "initializer")]
    public void Write_ATypeThatCannotTravel_SaysWhyAndWhatToDo(Type type, string advice)
    {
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Dynamically(type, Samples[type]));
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(TypeNames.Of(type), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Span<int>), "stack")]
    [InlineData(typeof(List<>), "open type")]
    [InlineData(typeof(void), "no value")]
    public void For_WhatCannotBeAValue_IsRefused(Type type, string reason) =>
        Assert.Contains(reason, Assert.Throws<ValueException>(() => ValueCodec.For(type)).Message, StringComparison.Ordinal);

    [Fact]
    public void For_APointerOrReference_IsRefused()
    {
        Assert.Throws<ValueException>(() => ValueCodec.For(typeof(int).MakePointerType()));
        Assert.Throws<ValueException>(() => ValueCodec.For(typeof(int).MakeByRefType()));
    }

    [Fact]
    public void Write_ADerivedObject_IsRefusedInsteadOfCutToItsBase()
    {
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Bytes<Plain>(new Special()));
        Assert.Contains("Special where Plain is declared", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ACycle_IsRefusedAtTheDepthLimit()
    {
        var tree = new Tree();
        tree.Child = tree;
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Bytes(tree));
        Assert.Contains("refer to itself", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("Tree.Child.Child", failure.Path, StringComparison.Ordinal);
        Assert.InRange(failure.Path.Length, 20, 200);
    }

    [Fact]
    public void Write_AfterAFailure_TheScopeWorksOn()
    {
        using ValueScope scope = ValueScope.OfCoordinator("");
        var tree = new Tree();
        tree.Child = tree;
        for (int i = 0; i < 3; i++) Assert.Throws<ValueException>(() => Travel.Bytes(tree, scope));
        Assert.Equal(0, scope.Depth);
        Assert.NotEmpty(Travel.Bytes(new Tree { Child = new Tree() }, scope));
        Assert.Equal(0, scope.Depth);
    }

    [Fact]
    public void Write_ATableWithAComparerOfItsOwn_IsRefused()
    {
        Assert.Throws<ValueException>(() => Travel.Bytes(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)));
        Assert.Throws<ValueException>(() => Travel.Bytes(new HashSet<string>(StringComparer.InvariantCulture)));
        Assert.Throws<ValueException>(() => Travel.Bytes<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)));
        Assert.Throws<ValueException>(() => Travel.Bytes(new SortedSet<int>(Comparer<int>.Create((a, b) => b - a))));
        // What was read may be sent on.
        _ = Travel.Bytes(Travel.There(new Dictionary<int, string> { [1] = "a" }));
        _ = Travel.Bytes(new Dictionary<string, int>(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_CutAnywhere_IsAnErrorOfTheValue()
    {
        int[] numbers = [1, 2, 3];
        byte[] bytes = Travel.Bytes((new Line("name", 3), numbers, new List<string> { "a", "b" }));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.Throws<ValueException>(() => Travel.Read<(Line, int[], List<string>)>(cut, ValueScope.OfCoordinator("")));
        }
    }

    [Theory]
    [InlineData("dd7fffffff")]
    [InlineData("c6ffffffff")]
    [InlineData("df7fffffff")]
    [InlineData("93ce7fffffffce7fffffffc400")]
    public void Read_LengthsThatAreNotThere_AllocateNothing(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        foreach (Type type in new[] { typeof(int[]), typeof(string[]), typeof(List<long>), typeof(int[,]), typeof(Dictionary<int, int>), typeof(HashSet<int>), typeof(string) })
        {
            ValueCodec codec = ValueCodec.For(type);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ValueException>(() =>
            {
                var reader = new MessagePack.MessagePackReader(bytes);
                codec.Read(ref reader, ValueScope.OfWorker(new SharedBlocks()));
            });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Read_DeeplyNestedBytes_StopAtTheLimit()
    {
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0x81, 0xa5, .. "Child"u8], 100_000).SelectMany(part => part), 0xc0];
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Read<Tree>(bytes, ValueScope.OfCoordinator("")));
        Assert.Contains("depth", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RandomBytes_IsAValueOrItsError()
    {
        TestKit.SeededRandom random = TestKit.SeededRandom.Create();
        double[] numbers = [1.0];
        byte[] good = Travel.Bytes((new Order(Guid.Empty, [new Line("a", 1)]), numbers, new Dictionary<string, int> { ["k"] = 1 }));
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var reader = new MessagePack.MessagePackReader(bytes);
                _ = ValueCodec.Read<(Order, double[], Dictionary<string, int>)>(ref reader, ValueScope.OfCoordinator(""));
            }
            catch (ValueException)
            {
                // That is the error which it may be; any other fails the test.
            }
        }
    }

    private static string Path<T>(T value) => Assert.Throws<ValueException>(() => Travel.Bytes(value)).Path;

    private static async IAsyncEnumerable<int> Empty()
    {
        await Task.CompletedTask;
        yield break;
    }
}
