using System.IO.Pipes;
using Cluster.Interop;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Transport;

public sealed class NamedPipeConnectionTests() : ConnectionConformance(WireKind.NamedPipe)
{
    [Fact]
    public void Connect_NobodyListens_SaysWhere()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var refused = Assert.Throws<ErrnoException>(() => NamedPipeConnection.Connect(path, new TransportOptions()));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_LastEnd_ReleasesTheSocket()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("wire-");
        string path = Path.Combine(directory.FullName, "p");
        using (NamedPipeServerStream listener = NamedPipeConnection.Listen(path))
        {
            Task accepted = OnThread.Run(listener.WaitForConnection);
            using Connection worker = NamedPipeConnection.Connect(path, new TransportOptions());
            await accepted.OrTimeout();
            using Connection coordinator = NamedPipeConnection.Wrap(listener, new TransportOptions());
        }

        Assert.False(File.Exists(path));
        directory.Delete();
    }
}
