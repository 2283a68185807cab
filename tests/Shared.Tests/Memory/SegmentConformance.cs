using Cluster.Faults;
using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Tests.Memory;

/// <summary>What every kind of segment promises, whatever holds the memory.</summary>
public abstract class SegmentConformance : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("segments-");

    protected string Folder => _directory.FullName;

    [Fact]
    public void Attach_FilledAndSealed_ShowsTheContents()
    {
        byte[] content = SeededRandom.Create().Bytes(100_003);
        using SharedSegment segment = Create("contents", content.Length);
        content.CopyTo(segment.Memory.Write(0, content.Length));
        segment.Seal();
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(content.Length, attached.Length);
        Assert.True(content.AsSpan().SequenceEqual(attached.Read(0, content.Length)));
        Assert.True(content.AsSpan(77_777).SequenceEqual(attached.Read(77_777, content.Length - 77_777)));
        attached.Populate(5000, 90_000);
    }

    [Fact]
    public void Attach_FilledLater_ShowsTheSameMemory()
    {
        using SharedSegment segment = Create("later", 10);
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        segment.Memory.Write(3, 1)[0] = 42;
        Assert.Equal(42, attached.Read(3, 1)[0]);
    }

    [Fact]
    public void Create_Fresh_IsZero()
    {
        using SharedSegment segment = Create("zero", 20_000);
        Assert.False(segment.Memory.Read(0, 20_000).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Attach_ZeroLength_IsEmpty()
    {
        using SharedSegment segment = Create("empty", 0);
        segment.Seal();
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(0, attached.Length);
        Assert.True(attached.Read(0, 0).IsEmpty);
        attached.Populate(0, 0);
    }

    [Fact]
    public void Attach_Mapping_IsProtectedByTheKernel()
    {
        using SharedSegment segment = Create("protected", 8192);
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.False(attached.IsWritable);
        Assert.Throws<InvalidOperationException>(() => attached.Write(0, 1));
        Assert.Equal("r--s", Maps.Protection(attached.Address));
        Assert.Equal("rw-s", Maps.Protection(segment.Memory.Address));
    }

    [Fact]
    public void Attach_ShorterThanItsHandleSays_IsRefused()
    {
        using SharedSegment segment = Create("short", 4096);
        FaultException fault = Assert.Throws<FaultException>(() => AttachedSegment.Attach(segment.Handle with { Length = 4097 }));
        Assert.Equal(FaultCode.InputUnavailable, fault.Code);
        Assert.Contains("4,096", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_OwnerDisposesAfterwards_KeepsTheContents()
    {
        SharedSegment segment = Create("kept", 4096);
        segment.Memory.Write(4095, 1)[0] = 9;
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        segment.Dispose();
        Assert.Equal(9, attached.Read(4095, 1)[0]);
    }

    [Fact]
    public void Read_OutsideTheMemory_IsRefused()
    {
        using SharedSegment segment = Create("bounds", 100);
        foreach ((long offset, int length) in new[] { (-1L, 1), (0L, 101), (100L, 1), (long.MaxValue, 1), (0L, -1) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => segment.Memory.Read(offset, length));
            Assert.Throws<ArgumentOutOfRangeException>(() => segment.Memory.Write(offset, length));
            Assert.Throws<ArgumentOutOfRangeException>(() => segment.Memory.Populate(offset, Math.Max(length, -1)));
        }

        Assert.True(segment.Memory.Read(100, 0).IsEmpty);
    }

    [Fact]
    public void Create_FarMoreThanThereIs_FailsWithFigures()
    {
        IOException ex = Assert.ThrowsAny<IOException>(() => Create("huge", 1L << 50));
        Assert.Contains("1125899906842624", ex.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Attach_MoreThanTwoToThe31Bytes_ReachesTheEnd()
    {
        Assert.SkipUnless(AvailableMemory.Bytes() > 6L << 30, "needs more than 6 GiB of available memory");
        Assert.SkipUnless(new DriveInfo(Folder).AvailableFreeSpace > 4L << 30, "needs more than 4 GiB of free space");
        long length = (1L << 31) + 4097;
        using SharedSegment segment = Create("large", length);
        segment.Memory.Write(length - 1, 1)[0] = 7;
        segment.Memory.Write(1L << 31, 1)[0] = 8;
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(7, attached.Read(length - 1, 1)[0]);
        Assert.Equal(8, attached.Read(1L << 31, 1)[0]);
    }

    [Fact]
    public async Task Dispose_OwnerAndWorker_LeaveNothing()
    {
        string name = $"leak{Guid.NewGuid():n}";
        LeakCheck leaks = LeakCheck.Begin(path => path.Contains(name, StringComparison.Ordinal));
        SharedSegment segment = Create(name, 1 << 20);
        MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.NotEmpty(leaks.Left());
        attached.Dispose();
        segment.Dispose();
        segment.Dispose();
        attached.Dispose();
        await leaks.AssertNothingLeftAsync();
        Assert.Throws<ObjectDisposedException>(() => attached.Address);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    public virtual void Dispose()
    {
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract SharedSegment Create(string name, long length);
}
