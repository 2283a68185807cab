using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class NativeBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void NativeBuffer_AnyLength_IsAlignedAndWhole(long length)
    {
        using var buffer = new NativeBuffer(length);
        Assert.Equal(0, buffer.Address % 64);
        buffer.Span(0, (int)length).Fill(7);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(0, (int)length + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(-1, 1));
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Address);
    }

    [Fact]
    public void NativeBuffer_LargeWithHugePages_HasThem()
    {
        const int length = (16 << 20) + 1000;
        Assert.SkipUnless(HugePagePolicy.Read().AllowsAnonymous, "the kernel does not allow huge pages");
        using var buffer = new NativeBuffer(length, hugePages: true);
        Assert.Equal(SegmentPages.Anonymous, buffer.Pages);
        buffer.Span(0, length).Fill(7);
        Assert.Equal(7, buffer.Span(length - 1, 1)[0]);
        Assert.NotEqual(0, HugePages.Mapped(new MemoryRange(buffer.Address, length)));
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Address);
    }

    [Fact]
    public void NativeBuffer_SmallWithHugePages_IsAsOthers()
    {
        using var buffer = new NativeBuffer(1000, hugePages: true);
        Assert.Equal(SegmentPages.Ordinary, buffer.Pages);
    }
}
