using Cluster.Faults;
using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class NamedFileSegmentTests : SegmentConformance
{
    [Fact]
    public void Create_File_IsForItsOwnerOnly()
    {
        using SharedSegment segment = Create("private", 10);
        Assert.Equal(SegmentKind.NamedFile, segment.Handle.Kind);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(segment.Handle.Path));
        Assert.Equal(10, new FileInfo(segment.Handle.Path).Length);
    }

    [Fact]
    public void Attach_OwnerHasDisposed_IsRefused()
    {
        SharedSegment segment = Create("gone", 4096);
        segment.Dispose();
        Assert.Equal(FaultCode.InputUnavailable, Assert.Throws<FaultException>(() => AttachedSegment.Attach(segment.Handle)).Code);
    }

    private protected override SharedSegment Create(string name, long length) => SharedSegment.CreateNamedFile(name, length, Folder);
}
