using System.Buffers;
using Cluster.Sharing;
using Cluster.Tasks.Values;
using Cluster.TestKit;

namespace Cluster.Tests.Tasks.Values;

/// <summary>Arrays of numbers, and of structs of numbers, go as they lie in memory.</summary>
public sealed class RawMemoryTests
{
    [Fact]
    public void Write_Numbers_AreOneBlockInTheirOwnBytes()
    {
        byte[] expected = [0xc4, 8, 1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff];
        Assert.Equal(expected, Travel.Bytes(new[] { 1, -2 }));
        Assert.Equal(expected, Travel.Bytes(new List<int> { 1, -2 }));
        Assert.Equal(expected, Travel.Bytes<IEnumerable<int>>(new[] { 1, -2 }));
        Assert.Equal(expected, Travel.Bytes<ReadOnlyMemory<int>>(new[] { 1, -2 }));
        Assert.Equal([0x93, 1, 2, .. expected], Travel.Bytes(new[,] { { 1, -2 } }));
        Assert.Equal([0xc4, 16, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0], Travel.Bytes(new[] { new Place(1, -2) }));
        Assert.Equal([0xc4, 0], Travel.Bytes(Array.Empty<double>()));
        Assert.Equal([0xc0], Travel.Bytes<double[]?>(null));
    }

    [Theory]
    [InlineData(typeof(bool), true)]
    [InlineData(typeof(decimal), true)]
    [InlineData(typeof(Colour), true)]
    [InlineData(typeof(Place), true)]
    [InlineData(typeof(KeyValuePair<int, int>), true)]
    [InlineData(typeof(KeyValuePair<int, long>), false)]
    [InlineData(typeof(Padded), false)]
    [InlineData(typeof(Named), false)]
    [InlineData(typeof(nint), false)]
    [InlineData(typeof(KeyValuePair<nint, nint>), false)]
    [InlineData(typeof((int, int)), false)]
    [InlineData(typeof(DateTimeOffset), false)]
    [InlineData(typeof(int?), false)]
    [InlineData(typeof(string), false)]
    public void IsRaw_AType_HasNeitherGapsNorReferencesNorAddresses(Type type, bool raw) => Assert.Equal(raw, RawLayout.IsRaw(type));

    [Fact]
    public void Write_PaddedStructs_GoMemberByMember()
    {
        Padded[] read = Travel.There(new[] { new Padded { Kind = 1, Number = 2 }, new Padded { Kind = 3, Number = 4 } });
        Assert.Equal((3, 4), (read[1].Kind, read[1].Number));
    }

    [Theory]
    [InlineData(1_000_000, false)]
    [InlineData(1000, true)]
    [InlineData(0, true)]
    public void Write_AboveTheInlineLimit_GoesThroughASegmentAndArrivesAsAnOrdinaryArray(long limit, bool segment)
    {
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(i => i * 0.5)];
        using ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath(), limit);
        byte[] bytes = Travel.Bytes((numbers, numbers.ToList(), new double[100, 100]), from);
        Assert.Equal(segment ? 3 : 0, from.SegmentCount);
        Assert.Equal(segment, bytes.Length < 1000);
        (double[] array, List<double> list, double[,] grid) = Travel.Read<(double[], List<double>, double[,])>(bytes, ValueScope.OfWorker(new SharedBlocks()));
        Assert.Equal(numbers, array);
        Assert.Equal(numbers, list);
        Assert.Equal(10_000, grid.Length);
        array[0] = 7;
        Assert.Equal(0, numbers[0]);
    }

    [Fact]
    public async Task Dispose_AScopeWithSegments_LeavesNothing()
    {
        var blocks = new SharedBlocks();
        LeakCheck leaks = LeakCheck.Begin(path => path.Contains("cluster-argument", StringComparison.Ordinal));
        for (int i = 0; i < 20; i++)
        {
            using ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath(), 10, blocks);
            byte[] bytes = Travel.Bytes(new long[1000], from);
            Assert.NotEmpty(leaks.Left());
            Assert.Equal(1000, Travel.Read<long[]>(bytes, ValueScope.OfWorker(new SharedBlocks())).Length);
        }

        await leaks.AssertNothingLeftAsync();
    }

    [Fact]
    public void Read_ASegmentOfAFinishedCall_IsRefused()
    {
        ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath(), 10);
        byte[] bytes = Travel.Bytes(new long[1000], from);
        from.Dispose();
        using ValueScope next = ValueScope.OfCoordinator(Path.GetTempPath(), 10);
        // Most likely gets the same descriptor number.
        _ = Travel.Bytes(new long[1000], next);
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Read<long[]>(bytes, ValueScope.OfWorker(new SharedBlocks())));
        Assert.Contains("long[]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ASegmentThatAWorkerSent_IsRefused()
    {
        using ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath(), 10);
        byte[] bytes = Travel.Bytes(new long[1000], from);
        Assert.Throws<ValueException>(() => Travel.Read<long[]>(bytes, ValueScope.OfCoordinator("")));
    }

    [Fact]
    public void Write_SmallNumbers_AllocateNothing()
    {
        using ValueScope scope = ValueScope.OfCoordinator("");
        var output = new ArrayBufferWriter<byte>(64);
        Write(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(100_000);
        // Not even a byte per thousand values: what is left is the runtime's, which compiles the loop meanwhile.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300);

        void Write(int count)
        {
            for (int i = 0; i < count; i++)
            {
                output.ResetWrittenCount();
                ValueCodec.Write(output, i, scope);
                ValueCodec.Write(output, (i, 0.5), scope);
                if (ValueCodec.Read<int>(new ReadOnlySequence<byte>(output.WrittenMemory), scope, out _) != i) throw new InvalidOperationException("another number");
            }
        }
    }
}
