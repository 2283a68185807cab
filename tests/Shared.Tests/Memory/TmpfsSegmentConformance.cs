using Cluster.Interop;
using Cluster.Memory;
using Cluster.TestKit;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Tests.Memory;

/// <summary>Files of a private tmpfs promise what memory files do, without seals: nobody writes to them or resizes them, nor does root.</summary>
public abstract class TmpfsSegmentConformance : SegmentConformance
{
    private const int Large = 16 << 20;

    private readonly PrivateTmpfs _tmpfs;

    private protected TmpfsSegmentConformance(bool byProcess)
    {
        try
        {
            _tmpfs = PrivateTmpfs.Mount(byProcess);
        }
        catch (IOException ex)
        {
            base.Dispose();
            Assert.Skip($"not allowed here: {ex.Message}");
            throw;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "37")]
    public void Handle_BeforeAndAfterSealing_OpensForReadingOnly(bool isSealed)
    {
        using SharedSegment segment = Create("sealed", Large);
        segment.Memory.Write(0, 1)[0] = 3;
        if (isSealed) segment.Seal();
        string path = segment.Handle.OpenPath;
        Assert.ThrowsAny<IOException>(() => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        Assert.ThrowsAny<IOException>(() => File.WriteAllBytes(path, []));
        using SafeFileHandle reading = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.Throws<ErrnoException>(() => LinuxMemory.SetLength(reading, 1, "reading"));
        Assert.Throws<ErrnoException>(() => LinuxMemory.Map(reading, Large, writable: true, "reading"));

        // The owner goes on writing through the mapping that it has.
        segment.Memory.Write(0, 1)[0] = 5;
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(5, attached.Read(0, 1)[0]);
    }

    [Fact]
    public void Seal_DescriptorsOfTheOwner_NoneIsLeftForWriting()
    {
        string name = $"owned{Guid.NewGuid():n}";
        using SharedSegment segment = Create(name, Large);
        Assert.Single(Descriptors(name), static path => IsOpenForWriting(path));
        segment.Seal();
        Assert.DoesNotContain(Descriptors(name), static path => IsOpenForWriting(path));
        Assert.NotEmpty(Descriptors(name));
    }

    [Fact]
    public void Create_Large_LiesInPagesOfTwoMebibytesHereAndWhereItIsAttached()
    {
        using SharedSegment segment = Create("pages", Large);
        segment.Memory.Write(0, Large).Fill(1);
        segment.Seal();
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        attached.Populate(0, Large);
        long here = HugePages.Mapped(new MemoryRange(segment.Memory.Address, Large));
        long there = HugePages.Mapped(new MemoryRange(attached.Address, Large));
        // The system may have had no memory in one piece; then it is small in both places.
        Assert.SkipWhen(here == 0, "the kernel had no pages of 2 MiB left");
        Assert.Equal(here, there);
    }

    [Fact]
    public void Release_FilesInUse_StayAndNothingIsMounted()
    {
        string[] before = File.ReadAllLines("/proc/self/mountinfo");
        using SharedSegment segment = Create("outlives", Large);
        _tmpfs.Release();
        segment.Memory.Write(Large - 1, 1)[0] = 6;
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(6, attached.Read(Large - 1, 1)[0]);
        Assert.Equal(before, File.ReadAllLines("/proc/self/mountinfo"));
    }

    [Fact]
    public void CreateFile_ManyThreads_EachGetsAFileOfItsOwn()
    {
        const int count = 64;
        var segments = new SharedSegment[count];
        Parallel.For(0, count, i =>
        {
            segments[i] = Create("same", 8192);
            segments[i].Memory.Write(0, 1)[0] = (byte)(i + 1);
        });
        for (int i = 0; i < count; i++)
        {
            using MappedMemory attached = AttachedSegment.Attach(segments[i].Handle);
            Assert.Equal(i + 1, attached.Read(0, 1)[0]);
        }

        foreach (SharedSegment segment in segments) segment.Dispose();
    }

    [Fact]
    public void Create_ForWorkersThatWrite_CanBeMappedForWriting()
    {
        using var segment = SharedSegment.Of(LargeFile.OfTmpfs(_tmpfs, "written", Large, isSealed: false), "written");
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle, writable: true);
        attached.Write(Large - 1, 1)[0] = 8;
        Assert.Equal(8, segment.Memory.Read(Large - 1, 1)[0]);
    }

    public override void Dispose()
    {
        _tmpfs.Release();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    // Without a limit of its own the file system takes what there is: what there is not is refused before it is asked.
    private protected override SharedSegment Create(string name, long length) => length > AvailableMemory.Bytes()
        ? SharedSegment.Create(name, length, Folder, new SegmentUse(HugePageChoice.PrivateTmpfs, IsSealed: true))
        : SharedSegment.Of(LargeFile.OfTmpfs(_tmpfs, name, length, isSealed: true), name);

    private static string[] Descriptors(string name) => [.. Directory.EnumerateFiles("/proc/self/fd").Where(path =>
        new FileInfo(path).LinkTarget?.Contains(name, StringComparison.Ordinal) == true)];

    // The last octal digit of the flags is the access mode: 0 is for reading.
    private static bool IsOpenForWriting(string path) => !File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(path)}")
        .Single(static line => line.StartsWith("flags:", StringComparison.Ordinal)).EndsWith('0');
}
