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
        string path = Path.Combine(Path.GetTempPath(), $"{prefix}{Guid.NewGuid().ToString("n")[..16]}");
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

    // Whatever is swept is deleted with all that is in it: a name that only begins like ours is somebody's data.
    [Theory]
    [InlineData("cluster-results-{0}")]
    [InlineData("cluster-{0}{0}")]
    [InlineData("cluster-{0}.bak")]
    [InlineData(".cluster-new-{0}x")]
    public void Leftovers_DirectoryOfSomebodyElse_IsNone(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), string.Format(System.Globalization.CultureInfo.InvariantCulture, name, Guid.NewGuid().ToString("n")[..16]));
        Directory.CreateDirectory(path);
        try
        {
            File.WriteAllText(Path.Combine(path, "lock"), "");
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
            Assert.DoesNotContain(path, RunDirectory.Leftovers());
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

    [Fact]
    public void Dispose_DeletesWhatIsInIt()
    {
        var directory = RunDirectory.Create();
        File.WriteAllText(directory.PipePath(0), "");
        directory.Dispose();
        Assert.False(Directory.Exists(directory.Path));
    }
}
