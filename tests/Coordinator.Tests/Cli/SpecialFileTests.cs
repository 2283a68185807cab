using System.Net.Sockets;
using Cluster.Coordinator.Files;
using Cluster.TestKit;

namespace Cluster.Coordinator.Cli;

/// <summary>What only looks like a file, or is none that may be read: refused at once, in one line, before a worker is started.</summary>
/// <remarks>To open a pipe waits for its writer, to read a device or a terminal never ends: nothing may be opened to find out.</remarks>
public sealed class SpecialFileTests : IDisposable
{
    private static readonly string WordCount = $"{OwnAssembly.Path("WordCount")}:TextJobs.WordCount";

    // Without end, without beginning, of a terminal, and one that makes a new terminal for whoever opens it.
    private static readonly string[] Devices = ["/dev/zero", "/dev/null", "/dev/full", "/dev/random", "/dev/tty", "/dev/ptmx"];

    private readonly TempFolder _folder = new();
    private readonly List<Socket> _sockets = [];

    /// <summary>
    /// An array of numbers, a table of numbers, and bytes of any kind, each in the mode that starts workers and in one that does not.
    /// </summary>
    public static TheoryData<string, string> Readers
    {
        get
        {
            var readers = new TheoryData<string, string>();
            foreach (string mode in new[] { "shared", "pipe", "sequential" })
            {
                readers.Add("x.npy", mode);
                readers.Add("x.csv", mode);
                readers.Add("text", mode);
            }

            return readers;
        }
    }

    public void Dispose()
    {
        foreach (Socket socket in _sockets) socket.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait("Fault", "46")]
    public async Task Input_ThatIsNotThere_IsRefused(string name, string mode)
    {
        await RefusedAsync(name, mode, _folder[$"missing-{name}"], "does not exist (");
        await RefusedAsync(name, mode, _folder[$"no/folder/{name}"], "does not exist (");
        Directory.CreateDirectory(_folder[$"folder-{name}"]);
        await RefusedAsync(name, mode, _folder[$"folder-{name}"], "is a folder (");
        File.CreateSymbolicLink(_folder[$"a-{name}"], _folder[$"b-{name}"]);
        File.CreateSymbolicLink(_folder[$"b-{name}"], _folder[$"a-{name}"]);
        await RefusedAsync(name, mode, _folder[$"a-{name}"], "its symbolic links go in a circle (");
        File.CreateSymbolicLink(_folder[$"c-{name}"], "gone");
        await RefusedAsync(name, mode, _folder[$"c-{name}"], $"is a link to {_folder["gone"]}, which does not exist (");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait("Fault", "46")]
    public async Task Input_ThatMayNotBeRead_IsRefused(string name, string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may read everything");
        string path = _folder.Write(name, "1\n");
#pragma warning disable CA1416
        File.SetUnixFileMode(path, UnixFileMode.None);
#pragma warning restore CA1416
        await RefusedAsync(name, mode, path, "permission denied (");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait("Fault", "47")]
    public async Task Input_ThatIsNoRegularFile_IsRefusedWithoutWaiting(string name, string mode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes, sockets and devices are looked for where Linux has them");
        await RefusedAsync(name, mode, _folder.MakeFifo($"fifo-{name}"), "is a named pipe (");

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Add(socket);
        socket.Bind(new UnixDomainSocketEndPoint(_folder[$"s-{name}"]));
        await RefusedAsync(name, mode, _folder[$"s-{name}"], "is a socket or another special file (");

        foreach (string device in Devices.Where(File.Exists))
        {
            string link = _folder[$"{Path.GetFileName(device)}-{name}"];
            File.CreateSymbolicLink(link, device);
            await RefusedAsync(name, mode, link, "is a device (");
        }
    }

    private static async Task RefusedAsync(string name, string mode, string path, string what)
    {
        string job = name == "text" ? WordCount : "summarize";
        Called called = await Called.With(["run", job, "--input", path, "--mode", mode, "--workers", "2"]).OrTimeout();
        called.AssertRefused(ExitCode.BadUsage, $"{path}: {what}");
    }
}
