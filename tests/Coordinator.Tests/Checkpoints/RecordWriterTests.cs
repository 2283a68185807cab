using Cluster.Coordinator.Files;
using Cluster.Memory;
using Cluster.TestKit;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>What is appended by many threads is what is read, and a file that cannot be written keeps nobody from going on.</summary>
public sealed class RecordWriterTests : IDisposable
{
    private const uint Seed = 12345;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Append_ManyThreads_EveryRecordIsReadOnce(int rowBytes)
    {
        const int Threads = 4, Each = 5000;
        SeededRandom random = SeededRandom.Create();
        byte[][] partials = [.. Enumerable.Range(0, Threads * Each).Select(_ => random.Bytes(random.Next(60)))];
        using var rows = new NativeBuffer(Math.Max(1, (long)Threads * Each * rowBytes));
        for (int i = 0; i < Threads * Each * rowBytes; i++) rows.Span(i, 1)[0] = (byte)random.Next();
        MemoryRange RowsOf(int chunk) => new(rows.Address + (chunk * rowBytes), rowBytes);

        using SafeFileHandle file = Create();
        using (var writer = new RecordWriter(file, 50, Seed, ex => Assert.Fail($"{ex}")))
        {
            Parallel.For(0, Threads, thread =>
            {
                for (int chunk = thread * Each; chunk < (thread + 1) * Each; chunk++)
                    writer.Append(7, chunk, partials[chunk], rowBytes == 0 ? default : RowsOf(chunk));
            });
            writer.Drain();
            Assert.Equal(Threads * Each, writer.Written);
        }

        var reader = new RecordReader(file, 50, Seed);
        var seen = new HashSet<int>();
        using var read = new NativeBuffer(Math.Max(1, rowBytes));
        while (reader.Peek() is { } head)
        {
            Assert.Equal((7, rowBytes), (head.Stage, head.RowsLength));
            Assert.True(reader.TryTake(rowBytes == 0 ? default : new MemoryRange(read.Address, rowBytes), out ReadOnlySpan<byte> partial));
            Assert.True(partial.SequenceEqual(partials[head.Chunk]));
            if (rowBytes > 0) Assert.True(read.Span(0, rowBytes).SequenceEqual(RowsOf(head.Chunk).Span(0, rowBytes)));
            Assert.True(seen.Add(head.Chunk));
        }

        Assert.Null(reader.Problem);
        Assert.Equal((Threads * Each, RandomAccess.GetLength(file)), (seen.Count, reader.Position));
    }

    // Larger than every buffer on the way, and more of them than may wait.
    [Fact]
    public void Append_LargeRecords_AreReadAsTheyWere()
    {
        SeededRandom random = SeededRandom.Create();
        byte[][] partials = [.. Enumerable.Range(0, 12).Select(_ => random.Bytes(random.Next(5 << 20)))];
        using SafeFileHandle file = Create();
        using (var writer = new RecordWriter(file, 0, Seed, ex => Assert.Fail($"{ex}")))
            for (int i = 0; i < partials.Length; i++) writer.Append(0, i, partials[i], default);

        var reader = new RecordReader(file, 0, Seed);
        for (int i = 0; i < partials.Length; i++)
        {
            Assert.Equal(i, reader.Peek()!.Value.Chunk);
            Assert.True(reader.TryTake(default, out ReadOnlySpan<byte> partial));
            Assert.True(partial.SequenceEqual(partials[i]));
        }

        Assert.Null(reader.Peek());
    }

    [Fact]
    public void Append_OneRecord_IsWrittenThoughNoneFollows()
    {
        using SafeFileHandle file = Create();
        using var writer = new RecordWriter(file, 0, Seed, ex => Assert.Fail($"{ex}"));
        writer.Append(0, 0, [1, 2, 3], default);
        Assert.True(SpinWait.SpinUntil(() => RandomAccess.GetLength(file) == RecordHead.Size + 3, TestTimeouts.Unexpected));
    }

    // More than may wait: whoever commits must not wait for a thread that has given up.
    [Fact]
    public void Append_DiskIsFull_TellsOnceAndGoesOn()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        var told = new List<Exception>();
        using SafeFileHandle full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        byte[] partial = new byte[1 << 20];
        using (var writer = new RecordWriter(full, 0, Seed, told.Add))
        {
            Parallel.For(0, 100, chunk => writer.Append(0, chunk, partial, default));
            writer.Drain();
            writer.Append(0, 100, partial, default);
            Assert.Equal(0, writer.Written);
        }

        Assert.True(DiskSpace.IsLack(Assert.Single(told)));
    }

    private SafeFileHandle Create() => File.OpenHandle(_folder["records"], FileMode.CreateNew, FileAccess.ReadWrite);
}
