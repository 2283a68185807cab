using Cluster.TestKit;

namespace Cluster.Processes;

public sealed class RunDirectoryTests
{
    // What a coordinator leaves that is killed while it makes its directory, or, with sockets in it, while it deletes it.
    [Theory]
    [InlineData(".cluster-new-", 120, true)]
    [InlineData(".cluster-new-", 0, false)]
    [InlineData("cluster-", 120, true)]
    [InlineData("cluster-", 0, false)]
    public void Leftovers_DirectoryWithoutLock_IsOneOnceItIsOld(string prefix, int age, bool expected)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{prefix}{Guid.NewGuid():n}");
        Directory.CreateDirectory(path);
        try
        {
            File.WriteAllText(Path.Combine(path, "w0"), "");
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-age));
            Assert.Equal(expected, RunDirectory.Leftovers().Contains(path));
        }
        finally
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public void Leftovers_DirectoryThatIsInUse_IsNone()
    {
        using var directory = RunDirectory.Create();
        Assert.DoesNotContain(directory.Path, RunDirectory.Leftovers());
    }

    // Sweepers look at directories that are only just being made, and for that moment have a lock, too.
    [Fact]
    [Trait("Fault", "63")]
    public async Task Create_WhileOthersLookAtItsLock_HasTheLockInTheEnd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a file that is open is locked at once.");
        string? before = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        DirectoryInfo root = Directory.CreateTempSubdirectory("roots-");
        using var over = new CancellationTokenSource();
        Task looking = OnThread.Run(() =>
        {
            while (!over.IsCancellationRequested) Look(root.FullName);
        });
        try
        {
            Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", root.FullName);
            for (int i = 0; i < TestScale.Of(500, 100_000); i++)
            {
                using var directory = RunDirectory.Create();
                // To be opened is to be locked; somebody has it already.
                Assert.Throws<IOException>(() => File.OpenHandle(Path.Combine(directory.Path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", before);
            await over.CancelAsync();
            await looking;
            root.Delete(recursive: true);
        }
    }

    private static void Look(string root)
    {
        foreach (string path in Directory.EnumerateDirectories(root, ".cluster-new-*"))
        {
            try
            {
                File.OpenHandle(Path.Combine(path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            }
            catch (IOException)
            {
                // Not there yet, or not any more, or owned.
            }
        }
    }

    [Fact]
    public void Dispose_DeletesWhatIsInIt()
    {
        var directory = RunDirectory.Create();
        File.WriteAllText(directory.PipePath(0), "");
        directory.Dispose();
        Assert.False(Directory.Exists(directory.Path));
    }
}
