using System.Buffers;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Sharing;
using Cluster.Tasks.Values;
using Cluster.TestKit;
using Cluster.Tests.Memory;
using Cluster.Tests.Tasks.Values;

namespace Cluster.Tests.Sharing;

public sealed class SharedArrayTests
{
    [Fact]
    public void Create_Fresh_IsZerosOfItsShape()
    {
        using SharedArray<int> array = Create(100);
        Assert.Equal((100, ArrayOrder.C), (array.Length, array.Order));
        Assert.Equal([100L], array.Shape);
        Assert.False(array.AsSpan().ContainsAnyExcept(0));
        array[99] = 7;
        Assert.Equal(7, array.AsSpan(99, 1)[0]);
        array.Fill(3);
        Assert.False(array.AsSpan().ContainsAnyExcept(3));
    }

    [Fact]
    public void Index_OfSeveralDimensions_FollowsTheOrder()
    {
        using SharedArray<int> c = SharedArray<int>.Create([2, 3, 4], ArrayOrder.C, Path.GetTempPath());
        using SharedArray<int> fortran = SharedArray<int>.Create([2, 3, 4], ArrayOrder.Fortran, Path.GetTempPath());
        int next = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 4; k++) c[i, j, k] = fortran[i, j, k] = next++;
            }
        }

        Assert.Equal(Enumerable.Range(0, 24), c.AsSpan().ToArray());
        Assert.Equal(12, fortran[1]);
        Assert.Equal((4, 1), (fortran[2L], fortran[6L]));
        Assert.Equal(c[1, 2, 3], fortran[1, 2, 3]);
    }

    [Fact]
    public void Rows_InBothOrders_AreThoseOfTheSlowestDimension()
    {
        using SharedArray<int> c = SharedArray<int>.Create([4, 3], ArrayOrder.C, Path.GetTempPath());
        using SharedArray<int> fortran = SharedArray<int>.Create([3, 4], ArrayOrder.Fortran, Path.GetTempPath());
        for (int i = 0; i < 12; i++) c[i] = fortran[i] = i;
        using SharedArray<int> rows = c.Rows(1, 2);
        using SharedArray<int> columns = fortran.Rows(1, 2);
        Assert.Equal([2, 3], rows.Shape);
        Assert.Equal([3, 2], columns.Shape);
        Assert.Equal([3, 4, 5, 6, 7, 8], rows.AsSpan().ToArray());
        Assert.Equal([3, 4, 5, 6, 7, 8], columns.AsSpan().ToArray());
        Assert.Equal((5, 7), (rows[0, 2], columns[1, 1]));
        Assert.Equal(0, c.Rows(4, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => c.Rows(3, 2));
    }

    [Fact]
    public void Slice_OfASlice_IsTheSameMemory()
    {
        using SharedArray<long> array = Create<long>(10);
        using (SharedArray<long> slice = array.Slice(2, 6).Slice(1, 3))
        {
            slice[0] = 5;
            slice.CopyFrom([6, 7], 1);
        }

        Assert.Equal([5, 6, 7], array.AsSpan(3, 3).ToArray());
        long[] copy = new long[2];
        array.CopyTo(copy, 4);
        Assert.Equal([6, 7], copy);
    }

    [Fact]
    public void Access_Outside_IsRefused()
    {
        using SharedArray<int> array = SharedArray<int>.Create([2, 5], ArrayOrder.C, Path.GetTempPath());
        foreach (long index in new[] { -1, 10, long.MaxValue, long.MinValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => array[index]);
            Assert.Throws<ArgumentOutOfRangeException>(() => array.Exchange(index, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.Add(index, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(index, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.AsSpan(index, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.AsMemory(index, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.AsReadOnly()[index]);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => array[0, 5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[-1, 0]);
        Assert.Throws<ArgumentException>(() => array[0, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(5, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.CopyFrom(new int[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.CopyTo(new int[2], 9));
        Assert.Throws<ArgumentException>(() => SharedArray<int>.Create([], ArrayOrder.C, ""));
        Assert.Throws<ArgumentException>(() => SharedArray<int>.Create([1L << 40, 1L << 40], ArrayOrder.C, ""));
        Assert.Throws<ArgumentException>(() => SharedArray<long>.Create([1L << 61], ArrayOrder.C, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedArray<int>.Create(-1, ""));
        Assert.Equal(10, array.Slice(10, 0).Length + 10);
    }

    [Fact]
    public void Use_AfterDispose_IsRefused()
    {
        SharedArray<int> array = Create(10);
        SharedArray<int> slice = array.Slice(0, 5);
        SharedReadOnlyArray<int> reading = array.AsReadOnly();
        Memory<int> memory = array.AsMemory(0, 5);
        using (SharedArray<int> other = array.Slice(0, 1))
        {
        }

        array[0] = 1;
        array.Dispose();
        array.Dispose();
        foreach (Action use in new Action[]
                 {
                     () => _ = array[0], () => _ = array[20], () => array.AsSpan(0, 0), () => array.Slice(0, 0), () => array.Fill(1), () => array.CopyFrom([]), () => array.CopyTo([]),
                     () => array.Add(0, 1), () => array.AsReadOnly(), () => _ = slice[0], () => slice.Fill(1), () => _ = reading[0], () => _ = memory.Span[0], () => memory.Pin().Dispose(),
                     () => array.AsMemory(0, 1),
                 })
            Assert.Throws<ObjectDisposedException>(use);
        Assert.IsType<ObjectDisposedException>(Assert.Throws<ValueException>(() => Travel.Bytes(array)).InnerException);
    }

    [Fact]
    public void Pin_WhileDisposed_KeepsTheMemory()
    {
        SharedArray<int> array = Create(10);
        Memory<int> memory = array.AsMemory(2, 5);
        MemoryHandle handle = memory.Pin();
        array[2] = 9;
        array.Dispose();
        unsafe
        {
            Assert.Equal(9, *(int*)handle.Pointer);
        }

        handle.Dispose();
    }

    [Fact]
    public async Task Add_SeveralThreads_LosesNothing()
    {
        const int Rounds = 20_000;
        using SharedArray<int> whole = Create<int>(2);
        using SharedArray<long> wide = Create<long>(2);
        using SharedArray<double> real = Create<double>(2);
        using SharedArray<short> small = Create<short>(2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OnThread.Run(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                whole.Increment(1);
                wide.Add(1, 2);
                real.Add(1, 0.5);
                if (i % 8 == 0) small.Decrement(1);
            }
        }))).OrTimeout();
        Assert.Equal([0, 3 * Rounds], whole.AsSpan().ToArray());
        Assert.Equal([0, 6 * Rounds], wide.AsSpan().ToArray());
        Assert.Equal([0, 1.5 * Rounds], real.AsSpan().ToArray());
        Assert.Equal([0, -3 * Rounds / 8], small.AsSpan().ToArray());
    }

    [Fact]
    public void Exchange_OfEachSize_IsOneStepOrRefused()
    {
        using SharedArray<byte> bytes = Create<byte>(3);
        Assert.Equal((0, 5), (bytes.Exchange(1, 5), bytes.CompareExchange(1, 6, 5)));
        Assert.Equal([0, 6, 0], bytes.AsSpan().ToArray());
        using SharedArray<float> floats = Create<float>(1);
        Assert.Equal(0, floats.CompareExchange(0, 1, 2));
        Assert.Equal(0, floats.CompareExchange(0, float.NaN, 0));
        Assert.Equal(float.NaN, floats.CompareExchange(0, 3, float.NaN));
        Assert.Equal(3, floats[0]);
        using SharedArray<decimal> large = Create<decimal>(1);
        Assert.Contains("16 bytes", Assert.Throws<NotSupportedException>(() => large.Exchange(0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_BeyondTwoToThe31_ReachesTheEnd()
    {
        Assert.SkipUnless(AvailableMemory.Bytes() > 6L << 30, "needs more than 6 GiB of available memory");
        long length = (1L << 31) + 5;
        using SharedArray<byte> array = SharedArray<byte>.Create(length, Path.GetTempPath());
        array[length - 1] = 7;
        array[1L << 31] = 8;
        using SharedArray<byte> end = array.Slice(1L << 31, 5);
        Assert.Equal([8, 0, 0, 0, 7], end.AsSpan().ToArray());
        Assert.Throws<InvalidOperationException>(() => array.AsSpan());
        SharedReadOnlyArray<byte> attached = Attach(array.AsReadOnly(), new SharedBlocks());
        Assert.Equal((length, 7), (attached.Length, attached[length - 1]));
    }

    [Fact]
    public void Travel_ToAWorker_IsTheSameMemory()
    {
        using SharedArray<double> array = SharedArray<double>.Create([3, 4], ArrayOrder.Fortran, Path.GetTempPath());
        var worker = new SharedBlocks();
        SharedArray<double> attached = Attach(array, worker);
        attached[2, 3] = 1.5;
        Assert.Equal(1.5, array[2, 3]);
        Assert.Equal(array.Shape, attached.Shape);
        Assert.Equal(array.Order, attached.Order);
        SharedArray<double> again = Attach(array.Rows(1, 2), worker);
        Assert.Equal(1, worker.MappedCount);
        again[0] = 4;
        Assert.Equal(4, array[3]);
        Assert.Equal(4, attached[3]);
    }

    [Fact]
    public void Travel_InsideOfOtherValues_IsTheSameMemory()
    {
        using SharedArray<int> array = Create(5);
        var worker = new SharedBlocks();
        (int, List<SharedArray<int>?>, Holder) value = (1, [array, null], new Holder(array.Slice(1, 2), array.AsReadOnly()));
        (_, List<SharedArray<int>?> list, Holder holder) = Attach(value, worker);
        list[0]![1] = 11;
        Assert.Equal((11, 11, 11), (array[1], holder.Part[0], holder.All[1]));
        Assert.Null(list[1]);
    }

    [Fact]
    public void Travel_ForReading_IsProtectedByTheKernel()
    {
        using SharedArray<int> array = Create(5);
        var worker = new SharedBlocks();
        SharedReadOnlyArray<int> reading = Attach(array.AsReadOnly(), worker);
        SharedArray<int> writing = Attach(array, worker);
        array[0] = 3;
        Assert.Equal(3, reading[0]);
        Assert.Equal("r--s", Maps.Protection(reading.Elements.Block.Address));
        Assert.Equal("rw-s", Maps.Protection(writing.Elements.Block.Address));
        Assert.Equal(2, worker.MappedCount);
    }

    [Fact]
    public void Travel_BackAsAResult_IsTheOwnersMapping()
    {
        using SharedArray<int> array = Create(5);
        var worker = new SharedBlocks();
        SharedArray<int> attached = Attach(array, worker);
        byte[] result = Travel.Bytes((attached.Slice(1, 2), attached.AsReadOnly()), ValueScope.OfWorker(worker));
        (SharedArray<int> part, SharedReadOnlyArray<int> all) = Travel.Read<(SharedArray<int>, SharedReadOnlyArray<int>)>(result, ValueScope.OfCoordinator(""));
        Assert.Same(array.Elements.Block, part.Elements.Block);
        Assert.Same(array.Elements.Block, all.Elements.Block);
        array[1] = 6;
        Assert.Equal(6, part[0]);
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => part[0]);
        Assert.Contains("disposed", Assert.Throws<ValueException>(() => Travel.Read<(SharedArray<int>, SharedReadOnlyArray<int>)>(result, ValueScope.OfCoordinator(""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileACallIsUnderWay_GivesTheMemoryBackAfterIt()
    {
        LeakCheck leaks = LeakCheck.Begin(path => path.Contains("cluster-array-UInt128", StringComparison.Ordinal));
        SharedArray<UInt128> array = Create<UInt128>(5);
        using ValueScope call = ValueScope.OfCoordinator("");
        byte[] bytes = Travel.Bytes((array, array), call);
        Assert.Equal([array.Elements.Block.Id], call.SharedIds);
        array[0] = 5;
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array[0]);
        // The worker is late, and still finds it.
        var worker = new SharedBlocks();
        (SharedArray<UInt128> attached, _) = Travel.Read<(SharedArray<UInt128>, SharedArray<UInt128>)>(bytes, ValueScope.OfWorker(worker));
        Assert.Equal((UInt128)5, attached[0]);
        call.Dispose();
        ulong id = attached.Elements.Block.Id;
        worker.Forget(id);
        worker.Forget(id);
        Assert.Equal((UInt128)5, attached[0]);
        attached.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await leaks.AssertNothingLeftAsync();
    }

    [Fact]
    public void Attach_AnotherSegmentBehindTheSameNumber_IsNoticed()
    {
        SharedArray<int> first = Create(5);
        byte[] bytes = Travel.Bytes(first, ValueScope.OfCoordinator(""));
        SharedArray<int> second = Create(5);
        byte[] other = Travel.Bytes(second, ValueScope.OfCoordinator(""));
        // The first one's id with the second one's descriptor: what a handle that is too old refers to.
        byte[] mixed = [.. other];
        bytes.AsSpan(1, 9).CopyTo(mixed.AsSpan(1));
        ValueException failure = Assert.Throws<ValueException>(() => Travel.Read<SharedArray<int>>(mixed, ValueScope.OfWorker(new SharedBlocks())));
        Assert.Contains("not at", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, Travel.Read<SharedArray<int>>(other, ValueScope.OfWorker(new SharedBlocks())).Length);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Read_OtherElementsThanWereSent_IsRefused()
    {
        using SharedArray<int> array = Create(5);
        byte[] bytes = Travel.Bytes(array);
        Assert.Throws<ValueException>(() => Travel.Read<SharedArray<long>>(bytes, ValueScope.OfWorker(new SharedBlocks())));
        bytes[^1] = 120;
        Assert.Contains("not inside", Assert.Throws<ValueException>(() => Travel.Read<SharedArray<int>>(bytes, ValueScope.OfWorker(new SharedBlocks()))).Message, StringComparison.Ordinal);
    }

    internal static T Attach<T>(T value, SharedBlocks worker)
    {
        using ValueScope call = ValueScope.OfCoordinator("");
        return Travel.Read<T>(Travel.Bytes(value, call), ValueScope.OfWorker(worker));
    }

    private static SharedArray<int> Create(long length) => Create<int>(length);

    private static SharedArray<T> Create<T>(long length)
        where T : unmanaged => SharedArray<T>.Create(length, Path.GetTempPath());

    public sealed record Holder(SharedArray<int> Part, SharedReadOnlyArray<int> All);
}
