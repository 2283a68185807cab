using System.Diagnostics;
using Cluster.Faults;
using Cluster.Transport;

namespace Cluster.Processes;

public sealed class RunDirectoryTests : IDisposable
{
    private const string Name = "0123456789abcdef";

    // Not one of the roots of other processes, whose sweeps would take part.
    private readonly string _root = Directory.CreateTempSubdirectory("run-").FullName;

    public static TheoryData<string, string> Squatters =>
        new MatrixTheoryData<string, string>([RunDirectory.NewPrefix, RunDirectory.Prefix], ["directory", "full directory", "file", "link"]);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // What a coordinator leaves that is killed while it makes its directory, or, with sockets in it, while it deletes it.
    [Theory]
    [InlineData(".cluster-new-", 120, true)]
    [InlineData(".cluster-new-", 0, false)]
    [InlineData("cluster-", 120, true)]
    [InlineData("cluster-", 0, false)]
    public void Sweep_DirectoryWithoutLock_TakesItOnceItIsOld(string prefix, int age, bool expected)
    {
        string path = Make($"{prefix}{Name}", "w0");
        Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-age));

        RunLeftover found = Assert.Single(RunSweep.Look([_root]));
        Assert.Equal((path, expected), (found.Path, found.KeptBecause is null));
        Assert.Equal(found, Assert.Single(RunSweep.Sweep([_root])));
        Assert.Equal(expected, !Directory.Exists(path));
    }

    [Fact]
    [Trait("Fault", "62")]
    public void Sweep_DirectoryWhoseLockNobodyHolds_TakesIt()
    {
        string path = Make($"cluster-{Name}", RunLock.Name, "w0", "w17");
        Assert.Equal(new RunLeftover(path), Assert.Single(RunSweep.Sweep([_root])));
        Assert.False(Directory.Exists(path));
    }

    [Theory]
    [InlineData("cluster-backup")]
    [InlineData("cluster-0123456789ABCDEF")]
    [InlineData("cluster-0123456789abcdef0")]
    [InlineData("cluster-0123456789abcde")]
    [InlineData(".cluster-new-")]
    [InlineData("my-cluster-0123456789abcdef")]
    public void Sweep_DirectoryOfAnotherName_IsNotItsBusiness(string name)
    {
        string path = Make(name, RunLock.Name, "w0");
        Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
        Assert.Empty(RunSweep.Sweep([_root]));
        Assert.Equal(2, Directory.GetFiles(path).Length);
    }

    [Fact]
    public void Sweep_DirectoryWithSomethingElse_KeepsThat()
    {
        string path = Make($"cluster-{Name}", RunLock.Name, "w0", "thesis.tex", "w");
        Assert.NotNull(Assert.Single(RunSweep.Sweep([_root])).KeptBecause);
        Assert.Equal(["thesis.tex", "w"], Directory.GetFiles(path).Select(Path.GetFileName).Order());
    }

    [Fact]
    [Trait("Fault", "58")]
    public void Sweep_Link_IsNotFollowed()
    {
        string target = Make("elsewhere", RunLock.Name, "w0");
        Directory.CreateSymbolicLink(Path.Combine(_root, $"cluster-{Name}"), target);
        Assert.Equal("is a symbolic link", Assert.Single(RunSweep.Sweep([_root])).KeptBecause);
        Assert.Equal(2, Directory.GetFiles(target).Length);
    }

    [Fact]
    [Trait("Fault", "58")]
    public void Sweep_DirectoryOfAnotherUser_StaysAsItIs()
    {
        string path = Make($"cluster-{Name}", RunLock.Name, "w0");
        GiveToNobody(path);
        Assert.Matches("^belongs to user [0-9]+$", Assert.Single(RunSweep.Sweep([_root])).KeptBecause);
        Assert.Equal(2, Directory.GetFiles(path).Length);
    }

    [Fact]
    public void Sweep_DirectoryThatIsInUse_Stays()
    {
        using var directory = RunDirectory.Create([_root]);
        Assert.Equal(new RunLeftover(directory.Path, "is in use"), Assert.Single(RunSweep.Sweep([_root])));
        Assert.True(Directory.Exists(directory.Path));
    }

    [Fact]
    public void Dispose_DeletesWhatIsInIt()
    {
        var directory = RunDirectory.Create([_root]);
        File.WriteAllText(directory.PipePath(0), "");
        directory.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Theory]
    [MemberData(nameof(Squatters))]
    [Trait("Fault", "58")]
    public void TryCreate_NameThatIsTaken_IsRefusedAndLeftAlone(string prefix, string what)
    {
        string path = Path.Combine(_root, $"{prefix}{Name}");
        string elsewhere = Make("elsewhere");
        if (what == "file") File.WriteAllText(path, "");
        else if (what == "link") Directory.CreateSymbolicLink(path, elsewhere);
        else Make(Path.GetFileName(path), what == "directory" ? [] : ["w0"]);
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()) GiveToNobody(path);
        string[] before = Directory.GetFileSystemEntries(_root, "*", SearchOption.AllDirectories);

        Assert.ThrowsAny<IOException>(() => RunDirectory.TryCreate(_root, Name));

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_root, "*", SearchOption.AllDirectories).Order());
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    [Trait("Fault", "58")]
    public void Create_RootOfAnotherUser_TakesTheNext()
    {
        string theirs = Make("theirs");
        GiveToNobody(theirs);
        string ours = Make("ours");
        using var directory = RunDirectory.Create([theirs, ours]);
        Assert.Equal(ours, Path.GetDirectoryName(directory.Path));
        Assert.Empty(Directory.GetFileSystemEntries(theirs));

        FaultException ex = Assert.Throws<FaultException>(() => RunDirectory.Create([theirs, Path.Combine(_root, "nowhere")]));
        Assert.Matches($"{theirs}: belongs to user [0-9]+; {_root}/nowhere: does not exist", ex.Message);
    }

    [Fact]
    [Trait("Fault", "58")]
    public void Create_RootThatAnotherUserLinkedToOurs_TakesTheNext()
    {
        string link = Path.Combine(_root, "link");
        string ours = Make("ours");
        Directory.CreateSymbolicLink(link, ours);
        using (var directory = RunDirectory.Create([link, ours])) Assert.Equal(link, Path.GetDirectoryName(directory.Path));

        GiveToNobody(link);
        using (var directory = RunDirectory.Create([link, ours])) Assert.Equal(ours, Path.GetDirectoryName(directory.Path));
        Assert.Matches("is a symbolic link of user [0-9]+", Assert.Throws<FaultException>(() => RunDirectory.Create([link])).Message);
    }

    // Nobody else can enter the directory; and the sockets would be closed to others in any other one, too.
    [Fact]
    public void Create_DirectoryAndSocket_AreClosedToOthers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are a matter of Unix");
#pragma warning disable CA1416 // The line above says so.
        using var directory = RunDirectory.Create([_root]);
        using var listener = NamedPipeConnection.Listen(directory.PipePath(0));
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
        Assert.Equal(owner, File.GetUnixFileMode(directory.PipePath(0)));
#pragma warning restore CA1416
    }

    private static void GiveToNobody(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can give files to another user");
        using Process process = Process.Start("chown", ["-h", "65534", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Make(string name, params string[] files)
    {
        string path = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        foreach (string file in files) File.WriteAllText(Path.Combine(path, file), "");
        return path;
    }
}
