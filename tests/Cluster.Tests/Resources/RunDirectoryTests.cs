namespace Cluster.Tests.Resources;

/// <summary>No place for the workers' sockets: an error that lists what was tried.</summary>
[Trait("Fault", "45")]
public sealed class RunDirectoryTests : ProcessTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("run-directory-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_TemporaryDirectoryIsReadOnly_ListsWhatWasTried()
    {
        (int exit, string output, string error) = await RunAsync($"mount -t tmpfs -o ro tmpfs {_folder.FullName}", _folder.FullName);
        Confined.AssertOneLine(error, "error: workers: no directory for the workers' sockets; tried ", "/run/user/0: does not exist");
        Assert.Matches($"{_folder.FullName}: [^;]*Read-only file system", error);
        Assert.Equal((4, ""), (exit, output));
    }

    [Fact]
    public async Task Run_TemporaryDirectoryIsMissing_ListsWhatWasTried()
    {
        (int exit, _, string error) = await RunAsync("true", "/nowhere/at-all");
        Confined.AssertOneLine(error, "error: workers: no directory for the workers' sockets; tried ", "/nowhere/at-all: does not exist");
        Assert.Equal(4, exit);
    }

    // The next place is as good.
    [Fact]
    public async Task Run_FirstPlaceIsReadOnly_TakesTheNext()
    {
        (int exit, _, string error) = await RunAsync($"mount -t tmpfs -o ro tmpfs {_folder.FullName}; export XDG_RUNTIME_DIR={_folder.FullName}", Path.GetTempPath());
        Assert.True(exit == 0, error);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string mounts, string temporary) => Confined.RunMountedAsync(
        $"unset XDG_RUNTIME_DIR; mount -t tmpfs -o ro tmpfs /run; {mounts}; export TMPDIR={temporary}", "$C run summarize --count 1e5 --workers 2");
}
