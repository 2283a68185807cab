using Cluster.Memory;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Resources;

/// <summary>Workers cannot open memory files of their coordinator: segments are files then, with the same results and nothing left.</summary>
[Trait("Fault", "36")]
[Trait("Fault", "45")]
public sealed class MemoryFileTests : ProcessTest, IDisposable
{
    private static readonly Dictionary<string, string> AsFiles = new() { [MemoryFiles.Variable] = "file" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memory-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("matrix-multiply", "--size", "200")]
    [InlineData("shared-counter", "--increments", "10000")]
    [InlineData("gaussian-mixture", "--points", "5000")]
    public async Task Compare_SegmentsAreFiles_GivesTheSameBits(string job, string option, string value)
    {
        (int exit, string output, string error) = await Command.RunAsync(AsFiles, ["compare", job, option, value, "--repeat", "1", "--json"]);
        Assert.True(exit == 0, error);
        Assert.Contains("\"identical\":true", output, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    // A capability that the coordinator has of its file and its workers have not: the kernel hides its descriptors from them.
    [Fact]
    public async Task Run_WorkersMayNotReadTheCoordinator_UsesFilesByItself()
    {
        string[] user = await Confined.AsNobodyAsync();
        string program = await CopyWithCapabilityAsync();
        foreach (string job in (string[])["summarize", "matrix-multiply"])
        {
            (int exit, string output, string error) = await Confined.RunAsync(user[0], [.. user[1..], program, "run", job, "--workers", "2", "--mode", "shared"]);
            Assert.True(exit == 0, output + error);
        }

        (int code, string doctor, _) = await Confined.RunAsync(user[0], [.. user[1..], program, "doctor"]);
        Assert.Equal(0, code);
        Assert.Matches(@"note +shared memory +segments are files in /dev/shm", doctor);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task SharedArray_SegmentsAreFiles_IsSharedWithWorkersThatComeLater()
    {
        (int exit, string output, string error) = await PoolProgram.RunAsync(["env", $"{MemoryFiles.Variable}=file"], workers: 1);
        Assert.True(exit == 0, output + error);
        Assert.Equal("1 workers, sum 6\n", output);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Run_KilledInTheMiddle_NextOneRemovesItsFiles()
    {
        using (System.Diagnostics.Process run = Command.Start(AsFiles, ["run", "summarize", "--count", "1e6", "--repeat", "1000000", "--workers", "1"]))
        {
            await Eventually.Async("there is a segment", () => Left().Any(path => Directory.EnumerateFiles(path).Count() > 1));
            await Eventually.Async("a worker runs", () => Command.Workers().Count == 1);
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(Left());
        await Eventually.Async("its worker is gone", () => Command.Workers().Count == 0);
        (int exit, _, string error) = await Command.RunAsync(AsFiles, ["run", "summarize", "--count", "1e5", "--workers", "1"]);
        Assert.True(exit == 0, error);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Run_TinyDevShm_DoesNotMatterForMemoryFiles()
    {
        (int exit, _, string error) = await Confined.RunMountedAsync(
            "mount -t tmpfs -o size=1m tmpfs /dev/shm", "$C compare summarize --count 1e6 --repeat 1 --workers 2");
        Assert.True(exit == 0, error);
    }

    [Fact]
    public async Task Run_FilesFitNowhere_NamesThePlacesWithFigures()
    {
        (int exit, string output, string error) = await Confined.RunMountedAsync(
            $"mount -t tmpfs -o size=1m tmpfs /dev/shm; mount -t tmpfs -o size=1m tmpfs {_folder.FullName}; export TMPDIR={_folder.FullName} {MemoryFiles.Variable}=file",
            "$C run summarize --count 1e6 --workers 2");
        Confined.AssertOneLine(error, "error: memory: no memory for ", $"8,000,000 bytes: /dev/shm has 1,048,576 bytes free, {_folder.FullName} has 1,048,576 bytes free");
        Assert.Equal((2, ""), (exit, output));
    }

    [Fact]
    public async Task Run_FilesFitOnDiskOnly_LieThere()
    {
        (int exit, _, string error) = await Confined.RunMountedAsync(
            $"mount -t tmpfs -o size=1m tmpfs /dev/shm; export {MemoryFiles.Variable}=file", "$C run summarize --count 1e6 --workers 2");
        Assert.True(exit == 0, error);
    }

    private static IEnumerable<string> Left() => Directory.EnumerateDirectories("/dev/shm", "cluster-*");

    private async Task<string> CopyWithCapabilityAsync()
    {
        Confined.Require("setcap");
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        await Confined.RunAsync("chmod", ["755", _folder.FullName]);
        string program = Path.Combine(_folder.FullName, "coordinator");
        (int exit, _, string error) = await Confined.RunAsync("setcap", ["cap_net_bind_service+ep", program]);
        Assert.SkipUnless(exit == 0, $"no capability can be given to a file: {error.Trim()}");
        return program;
    }
}
