using Cluster.Interop;
using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class LargeFileTests
{
    private const int Length = (16 << 20) + 5000;

    [Fact]
    public void Way_SwitchedOffOrSmall_IsOrdinary()
    {
        Assert.Equal(SegmentPages.Ordinary, LargeFile.Way(1L << 30, new SegmentUse(HugePageChoice.Off, IsSealed: true)));
        foreach (HugePageChoice choice in Enum.GetValues<HugePageChoice>())
            Assert.Equal(SegmentPages.Ordinary, LargeFile.Way(LargeFile.Least - 1, new SegmentUse(choice, IsSealed: true)));
    }

    [Fact]
    public void Way_WorkersWrite_IsNoTmpfsUnlessItWasAskedFor()
    {
        Assert.NotEqual(SegmentPages.PrivateTmpfs, LargeFile.Way(1L << 30, new SegmentUse(HugePageChoice.Auto)));
        SegmentPages asked = LargeFile.Way(1L << 30, new SegmentUse(HugePageChoice.PrivateTmpfs));
        Assert.Equal(PrivateTmpfs.WhyNot is null ? SegmentPages.PrivateTmpfs : SegmentPages.Ordinary, asked);
    }

    [Fact]
    public void Way_OneWayOnly_IsThatOrNone()
    {
        bool allowed = HugePagePolicy.Read().AllowsShared, free = HugePagePolicy.FreeReserved() >= Length + HugePages.Size;
        Assert.Equal(
            allowed ? SegmentPages.MemoryFile : SegmentPages.Ordinary, LargeFile.Way(Length, new SegmentUse(HugePageChoice.MemoryFile)));
        Assert.Equal(free ? SegmentPages.Reserved : SegmentPages.Ordinary, LargeFile.Way(Length, new SegmentUse(HugePageChoice.Reserved)));
    }

    [Theory]
    [InlineData(HugePageChoice.Auto)]
    [InlineData(HugePageChoice.Off)]
    [InlineData(HugePageChoice.MemoryFile)]
    [InlineData(HugePageChoice.Reserved)]
    [InlineData(HugePageChoice.PrivateTmpfs)]
    public void Create_WhateverIsAskedFor_HoldsWhatIsPutThere(object asked)
    {
        var use = new SegmentUse((HugePageChoice)asked, IsSealed: true);
        using var segment = SharedSegment.Create("asked", Length, Path.GetTempPath(), use);
        Assert.Equal(LargeFile.Way(Length, use), segment.Pages);
        Assert.Equal(Length, segment.Memory.Length);
        Assert.Equal(Length, segment.Handle.Length);
        segment.Memory.Write(Length - 1, 1)[0] = 9;
        segment.Seal();
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        attached.Populate(0, Length);
        Assert.Equal(9, attached.Read(Length - 1, 1)[0]);
        Assert.ThrowsAny<Exception>(() => AttachedSegment.Attach(segment.Handle, writable: true).Dispose());
    }

    [Fact]
    public void Find_ManyThreadsAtOnce_IsOneForAll()
    {
        var found = new PrivateTmpfs?[32];
        Parallel.For(0, found.Length, i => found[i] = PrivateTmpfs.Find(mayStartProcess: true));
        Assert.Single(found.Distinct());
        Assert.Equal(found[0] is null, PrivateTmpfs.WhyNot is not null);
    }

    // Also where the kernel does not allow large pages: it is an ordinary memory file then.
    [Fact]
    public void OfMemory_Made_IsReservedAndSealedAgainstResizing()
    {
        SegmentFile file = LargeFile.OfMemory("memory", Length);
        Assert.Equal(LinuxMemory.SealShrink | LinuxMemory.SealGrow, LinuxMemory.Seals(file.File, "memory"));
        using var segment = SharedSegment.Of(file, "memory");
        Assert.False(segment.Memory.Read(0, Length).ContainsAnyExcept((byte)0));
        if (HugePagePolicy.Read().AllowsShared) Assert.NotEqual(0, HugePages.Mapped(new MemoryRange(segment.Memory.Address, Length)));
    }

    [Fact]
    public void OfReserved_NotEnoughIsSetAside_IsAnErrorAndNoSignal()
    {
        Assert.SkipUnless(HugePagePolicy.FreeReserved() < Length, "there is enough");
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 50; i++) Assert.Throws<ErrnoException>(() => LargeFile.OfReserved("reserved", Length));
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, descriptors + 25);
    }

    [Fact]
    public void OfReserved_EnoughIsSetAside_IsMappedAndUnmappedWhole()
    {
        Assert.SkipUnless(HugePagePolicy.FreeReserved() >= Length + HugePages.Size, "no huge pages are set aside");
        long before = HugePagePolicy.FreeReserved();
        using (var segment = SharedSegment.Of(LargeFile.OfReserved("reserved", Length), "reserved"))
        {
            segment.Memory.Write(Length - 1, 1)[0] = 4;
            segment.Seal();
            using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
            attached.Populate(0, Length);
            Assert.Equal(4, attached.Read(Length - 1, 1)[0]);
        }

        Assert.Equal(before, HugePagePolicy.FreeReserved());
    }
}
