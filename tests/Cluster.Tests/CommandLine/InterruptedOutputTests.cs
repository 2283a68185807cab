using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.CommandLine;

/// <summary>A run that is ended while it writes its result: the file is the old one or the new one, and nothing lies beside it.</summary>
public sealed class InterruptedOutputTests : ProcessTest, IDisposable
{
    // 5,000² distances.
    private const long Bytes = 5_000L * 5_000 * sizeof(double);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("out-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Fault", "65")]
    public async Task Run_InterruptedWhileItWrites_LeavesTheOldFileOrTheNewOne(int times)
    {
        string path = Path.Combine(_folder.FullName, "out.npy");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);
        using Process run = Command.Start(
            "run", "distance-matrix", "--points", "5000", "--dimensions", "1", "--mode", "threads", "--workers", "2", "--quiet", "--output", path);
        await Eventually.Async("it writes", () => run.HasExited || _folder.GetFiles(".cluster-*.tmp").Any(IsBegun));
        for (int i = 0; i < times; i++) Signals.Interrupt(run.Id);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["out.npy"], _folder.GetFileSystemInfos().Select(static file => file.Name));
        Assert.True(run.ExitCode is 0 or 130, $"exit code {run.ExitCode}");
        if (run.ExitCode == 0) Assert.InRange(new FileInfo(path).Length, Bytes, Bytes + 4096);
        else Assert.True(new FileInfo(path).Length is 3 or Bytes + 128, $"{new FileInfo(path).Length} bytes");
    }

    // It may have got its own name since the folder was read.
    private static bool IsBegun(FileInfo file)
    {
        try
        {
            return file.Length > 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
