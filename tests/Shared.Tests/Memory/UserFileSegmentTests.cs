using Cluster.Faults;
using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class UserFileSegmentTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void OfFile_AnyFile_ShowsItForReadingAndKeepsIt()
    {
        byte[] content = [.. Enumerable.Range(0, 10_000).Select(i => (byte)i)];
        File.WriteAllBytes(_path, content);
        using (SharedSegment segment = SharedSegment.OfFile(_path))
        {
            Assert.Equal(content.Length, segment.Handle.Length);
            Assert.Equal("r--s", Maps.Protection(segment.Memory.Address));
            segment.Seal();
            using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
            Assert.True(content.AsSpan().SequenceEqual(attached.Read(0, content.Length)));
            Assert.Equal("r--s", Maps.Protection(attached.Address));
        }

        Assert.Equal(content, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Attach_NameReplacedMeanwhile_ShowsTheFileThatWasOpened()
    {
        File.WriteAllText(_path, "first");
        using SharedSegment segment = SharedSegment.OfFile(_path);
        File.Move(_path, _path + ".old");
        try
        {
            File.WriteAllText(_path, "second");
            using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
            Assert.Equal("first"u8, attached.Read(0, 5));
        }
        finally
        {
            File.Delete(_path + ".old");
        }
    }

    [Fact]
    public void Attach_FileTruncatedMeanwhile_IsRefused()
    {
        File.WriteAllBytes(_path, new byte[10_000]);
        using SharedSegment segment = SharedSegment.OfFile(_path);
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(9_999);
        FaultException fault = Assert.Throws<FaultException>(() => AttachedSegment.Attach(segment.Handle));
        Assert.Equal(FaultCode.InputUnavailable, fault.Code);
        Assert.Contains("changed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfFile_EmptyFile_IsEmpty()
    {
        File.WriteAllBytes(_path, []);
        using SharedSegment segment = SharedSegment.OfFile(_path);
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(0, attached.Length);
    }

    public void Dispose() => File.Delete(_path);
}
