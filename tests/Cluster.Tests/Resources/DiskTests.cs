using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Resources;

/// <summary>A disk that is full: what is needed and what is free, the old file as it was, nothing beside it.</summary>
[Trait("Fault", "39")]
public sealed class DiskTests : ProcessTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("disk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--output", "out.npy", "elementwise --count 1e6")]
    [InlineData("--trace", "out.json", "tiny-tasks --tasks 50000 --batch 1")]
    public async Task Run_OutputDoesNotFit_LeavesTheOldOne(string option, string name, string job)
    {
        string path = Path.Combine(_folder.FullName, name);
        (int exit, string output, string error) = await Confined.RunMountedAsync(
            $"mount -t tmpfs -o size=1m tmpfs {_folder.FullName}; echo old > {path}",
            $"$C run {job} --workers 2 {option} {path} || code=$?; ls -A {_folder.FullName}; cat {path}; exit $code");
        Confined.AssertOneLine(error, $"error: {path}: disk full: needs ", "bytes, 1,044,480 are free");
        Assert.Equal((2, $"{name}\nold\n"), (exit, output));
    }

    [Theory]
    [InlineData("run summarize --count 1e5 --json")]
    [InlineData("compare summarize --count 1e5 --repeat 1")]
    [InlineData("jobs")]
    [InlineData("doctor --json")]
    public async Task Run_StandardOutputIsFull_SaysSo(string arguments)
    {
        (int exit, string output, string error) = await Confined.RunAsync("sh", ["-c", $"exec {Command.Program} {arguments} > /dev/full"]);
        Confined.AssertOneLine(error, "error: standard output: ", "No space left on device");
        Assert.Equal((2, ""), (exit, output));
    }
}
