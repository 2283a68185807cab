using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class SpareBuffersTests
{
    [Fact]
    public void Take_AfterReturn_IsTheSameBufferForTheSameLengthOnly()
    {
        using var spare = new SpareBuffers();
        NativeBuffer first = spare.Take(4096);
        nint address = first.Address;
        spare.Return(first);
        using NativeBuffer other = spare.Take(4097);
        Assert.NotEqual(address, other.Address);
        using NativeBuffer again = spare.Take(4096);
        Assert.Same(first, again);
        Assert.Equal(address, again.Address);
    }

    [Fact]
    public void Dispose_FreesWhatWasReturned()
    {
        var spare = new SpareBuffers();
        NativeBuffer buffer = spare.Take(64);
        spare.Return(buffer);
        spare.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Address);
    }
}
