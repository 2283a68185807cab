using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Resources;

/// <summary>A worker program that cannot be started: its path and the system's reason.</summary>
[Trait("Fault", "75")]
public sealed class WorkerProgramTests : ProcessTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-program-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("a text", "hello\n", true, "Exec format error")]
    [InlineData("not executable", "#!/bin/sh\n", false, "Permission denied")]
    [InlineData("for another interpreter", "#!/nowhere/sh\n", true, "No such file or directory")]
    public async Task StartAsync_FileIsNoProgram_SaysWhy(string name, string content, bool executable, string why)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        if (executable) await Confined.RunAsync("chmod", ["700", path]);
        FaultException fault = await StartAsync(path);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Directory_SaysWhy() => Assert.Contains(_folder.FullName, (await StartAsync(_folder.FullName)).Message, StringComparison.Ordinal);

    // Workers get the runtime of this process, whatever the variable says.
    [Fact]
    public async Task Run_VariableNamesNoRuntime_UsesTheCoordinators()
    {
        (int exit, _, string error) = await Confined.RunAsync(
            "env", ["DOTNET_ROOT=/nowhere", "dotnet", "exec", $"{Command.Program}.dll", "run", "summarize", "--count", "1e5", "--workers", "2"]);
        Assert.True(exit == 0, error);
    }

    // The host's own number for it.
    [Fact]
    public async Task StartAsync_RuntimeIsMissing_SaysSo()
    {
        string path = Path.Combine(_folder.FullName, "worker");
        File.WriteAllText(path, "#!/bin/sh\nexit 150\n");
        await Confined.RunAsync("chmod", ["700", path]);
        Assert.Contains("the .NET runtime was not found", (await StartAsync(path)).Message, StringComparison.Ordinal);
    }

    private static async Task<FaultException> StartAsync(string program)
    {
        FaultException fault = await Assert.ThrowsAsync<FaultException>(
            () => WorkerPool.StartAsync(new PoolOptions { Workers = 2 }, new WorkerProgram(program, []), NullLogger.Instance, CancellationToken.None).OrTimeout());
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        return fault;
    }
}
