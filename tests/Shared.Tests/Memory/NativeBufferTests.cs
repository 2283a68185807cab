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
}
