using System.Net.Sockets;

namespace Cluster.Coordinator.Files;

/// <summary>What is found out before anything is read, and whether the file is still the same afterwards.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "46")]
    public void Open_Missing_SaysWhereItLooked()
    {
        FileProblemException problem = Refused(_folder["missing.npy"]);

        Assert.Equal("does not exist", problem.What);
        Assert.Contains(Environment.CurrentDirectory, problem.Remedy, StringComparison.Ordinal);
        Assert.Equal("does not exist", Refused(_folder["no/such/folder.npy"]).What);
        Assert.StartsWith("cannot be opened", Refused(_folder[new string('x', 300) + ".npy"]).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b.npy")]
    public void Open_NoName_Refuses(string path) => Assert.Equal("is not a file name", Refused(path).What);

    [Fact]
    [Trait("Fault", "46")]
    public void Open_Folder_Refuses()
    {
        Directory.CreateDirectory(_folder["x.npy"]);

        Assert.Equal("is a folder", Refused(_folder["x.npy"]).What);
    }

    [Fact]
    public void Open_OtherEnding_NamesTheTwo() =>
        Assert.Equal("is neither a .npy nor a .csv file", Refused(_folder.Write("x.parquet", "x")).What);

    [Fact]
    public void Open_EndingInCapitals_IsRead()
    {
        using InputArray array = InputFile.Open(_folder.Write("X.CSV", "1,2\n"));

        Assert.Equal(2, array.Layout.Length);
    }

    [Theory]
    [InlineData("x.npy")]
    [InlineData("x.csv")]
    public void Open_ZeroBytes_SaysEmpty(string name) => Assert.Equal("is empty (0 bytes)", Refused(_folder.Write(name, "")).What);

    [Fact]
    [Trait("Fault", "47")]
    public async Task Open_FifoWithoutWriter_RefusesWithoutWaiting()
    {
        string path = _folder.MakeFifo("x.npy");
        File.CreateSymbolicLink(_folder["link.npy"], path);

        foreach (string name in new[] { path, _folder["link.npy"] })
        {
            FileProblemException problem = await Task.Run(() => Refused(name)).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal("is a named pipe", problem.What);
        }
    }

    [Fact]
    [Trait("Fault", "47")]
    public void Open_Socket_Refuses()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["x.npy"]));

        Assert.Equal("is a socket or another special file", Refused(_folder["x.npy"]).What);
    }

    [Fact]
    [Trait("Fault", "47")]
    public void Open_Device_Refuses()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero");
        File.CreateSymbolicLink(_folder["x.csv"], "/dev/zero");

        Assert.Equal("is a device", Refused(_folder["x.csv"]).What);
    }

    [Fact]
    [Trait("Fault", "46")]
    public void Open_NoPermission_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may read everything");
        string path = _folder.Write("x.csv", "1\n");
#pragma warning disable CA1416
        File.SetUnixFileMode(path, UnixFileMode.None);
#pragma warning restore CA1416

        Assert.Equal("permission denied", Refused(path).What);
    }

    [Fact]
    [Trait("Fault", "46")]
    public void Open_LinksInACircle_SaysSo()
    {
        File.CreateSymbolicLink(_folder["a.npy"], _folder["b.npy"]);
        File.CreateSymbolicLink(_folder["b.npy"], _folder["a.npy"]);

        Assert.Equal("its symbolic links go in a circle", Refused(_folder["a.npy"]).What);
    }

    [Fact]
    [Trait("Fault", "46")]
    public void Open_LinkToNothing_NamesTheTarget()
    {
        File.CreateSymbolicLink(_folder["a.npy"], "gone.npy");

        Assert.Contains("gone.npy, which does not exist", Refused(_folder["a.npy"]).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkUpwardsInALinkedFolder_GoesWhereTheSystemGoes()
    {
        Directory.CreateDirectory(_folder["real/deep"]);
        _folder.Write("real/data.csv", "1,2\n");
        Directory.CreateSymbolicLink(_folder["short"], "real/deep");
        File.CreateSymbolicLink(_folder["real/deep/link.csv"], "../data.csv");

        using InputArray array = InputFile.Open(_folder["short/link.csv"]);

        Assert.Equal(_folder["short/link.csv"], array.Path);
        Assert.Equal(2, array.Layout.Length);
    }

    [Fact]
    public void VerifyUnchanged_Untouched_Passes()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", "1,2\n"));

        array.VerifyUnchanged();
    }

    [Fact]
    public void VerifyUnchanged_Grown_SaysBothLengths()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", "1,2\n"));
        File.AppendAllText(array.Path, "3,4\n");

        Assert.Equal("changed during the job: it had 4 bytes and has 8", Assert.Throws<FileProblemException>(array.VerifyUnchanged).What);
    }

    [Fact]
    public void VerifyUnchanged_WrittenTo_SaysWhen()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", "1,2\n"));
        File.SetLastWriteTimeUtc(array.Path, new DateTime(2031, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var problem = Assert.Throws<FileProblemException>(array.VerifyUnchanged);

        Assert.Equal("changed during the job: it was written to at 2031-02-03 04:05:06 UTC", problem.What);
    }

    [Fact]
    public void VerifyUnchanged_ReplacedByATwin_SaysSo()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", "1,2\n"));
        Assert.SkipWhen(array.Identity.Inode is null, "the system does not tell the inode");
        File.SetLastWriteTimeUtc(_folder.Write("twin.csv", "1,2\n"), array.Identity.Modified);
        File.Move(_folder["twin.csv"], array.Path, overwrite: true);

        Assert.Equal("changed during the job: another file took its name", Assert.Throws<FileProblemException>(array.VerifyUnchanged).What);
    }

    [Fact]
    public void VerifyUnchanged_Removed_SaysSo()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", "1,2\n"));
        File.Delete(array.Path);

        Assert.Equal("changed during the job: now it does not exist", Assert.Throws<FileProblemException>(array.VerifyUnchanged).What);
    }

    [Fact]
    public void CopyTo_NpyCutShortMeanwhile_SaysChanged()
    {
        using InputArray array = InputFile.Open(_folder.Write("x.npy", Fixture.Bytes("f8-c.npy")));
        using (var file = new FileStream(array.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(200);

        var problem = Assert.Throws<FileProblemException>(() => array.CopyTo(new byte[120], 0));

        Assert.Equal("changed during the job: it had 248 bytes and ends at byte 200", problem.What);
        Assert.Throws<FileProblemException>(array.VerifyUnchanged);
    }

    [Fact]
    public void Message_ControlCharactersInAName_AreNotPrinted()
    {
        var problem = new FileProblemException("a\u001b[2J\nb.npy", "is\tbad", "mend it");

        Assert.Equal("a?[2J?b.npy: is?bad (mend it)", problem.Message);
        Assert.Equal(("a?[2J?b.npy", "is?bad", "mend it"), (problem.Subject, problem.What, problem.Remedy));
    }

    private static FileProblemException Refused(string path) => Assert.Throws<FileProblemException>(() => InputFile.Open(path));
}
