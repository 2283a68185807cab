using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Memory;
using Cluster.TestKit;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Tests.Memory;

public sealed class MemoryFileSegmentTests : SegmentConformance
{
    private const int NotPermitted = 1;

    [Fact]
    public void Seal_OpenedAgainForWriting_CanNeitherBeMappedNorWrittenNorResized()
    {
        using SharedSegment segment = Create("sealed", 8192);
        segment.Seal();
        using SafeFileHandle again = File.OpenHandle(segment.Handle.OpenPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Assert.Equal(NotPermitted, Assert.Throws<ErrnoException>(() => LinuxMemory.Map(again, 8192, writable: true, "again")).Number);
        Assert.ThrowsAny<Exception>(() => RandomAccess.Write(again, [1], 0));
        foreach (long length in new[] { 0L, 4096, 16384 })
            Assert.Equal(NotPermitted, Assert.Throws<ErrnoException>(() => LinuxMemory.Reserve(again, length, "again")).Number);
        Assert.Equal(NotPermitted, Assert.Throws<ErrnoException>(() => LinuxMemory.Seal(again, LinuxMemory.SealGrow, "again")).Number);

        // The owner goes on writing through the mapping that it has.
        segment.Memory.Write(0, 1)[0] = 5;
        using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
        Assert.Equal(5, attached.Read(0, 1)[0]);
    }

    [Fact]
    [Trait("Fault", "37")]
    public void Create_BeforeItIsSealed_CannotBeResized()
    {
        using SharedSegment segment = Create("sized", 8192);
        using SafeFileHandle again = File.OpenHandle(segment.Handle.OpenPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Assert.Equal(NotPermitted, Assert.Throws<ErrnoException>(() => LinuxMemory.Reserve(again, 4096, "again")).Number);
    }

    [Fact]
    public void Create_AllOfIt_IsReserved()
    {
        using SharedSegment segment = Create("reserved", 1 << 20);
        using SafeFileHandle again = File.OpenHandle(segment.Handle.OpenPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // In blocks of 512 bytes, as stat counts them.
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-L", "-c", "%b", segment.Handle.OpenPath]) { RedirectStandardOutput = true })!;
        Assert.Equal("2048", stat.StandardOutput.ReadToEnd().Trim());
        Assert.True(stat.WaitForExit(TestTimeouts.Unexpected));
    }

    [Fact]
    public void Handle_OfAMemoryFile_NamesNoFileOnDisk()
    {
        using SharedSegment segment = Create("unnamed", 10);
        Assert.Equal(SegmentKind.MemoryFile, segment.Handle.Kind);
        Assert.Equal("", segment.Handle.Path);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    // A worker that comes late is told of a segment that is gone; the number may be that of the next connection, or of another worker's input.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Attach_DescriptorIsSomethingElseByNow_IsUnavailable(bool socket, bool writable)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        int descriptor = (int)(socket ? local.SafeHandle : (SafeHandle)pipe.SafePipeHandle).DangerousGetHandle();
        var handle = new SegmentHandle(SegmentKind.MemoryFile, Environment.ProcessId, descriptor, "", 4096);
        Assert.Equal(FaultCode.InputUnavailable, Assert.Throws<FaultException>(() => AttachedSegment.Attach(handle, writable)).Code);
    }

    private protected override SharedSegment Create(string name, long length) => SharedSegment.Create(name, length, Folder);
}
