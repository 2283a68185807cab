using System.Diagnostics;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Faults;

/// <summary>What workers do not have and do not leave: the program's secrets, and dumps with the user's data.</summary>
public sealed class WorkerHygieneTests : ProcessTest
{
    [Theory]
    [InlineData("inherit", true)]
    [InlineData("minimal", false)]
    [Trait("Fault", "81")]
    public async Task Run_SecretInTheEnvironment_IsThereOnlyIfInherited(string mode, bool expected)
    {
        using StartedRun coordinator = Start("export HUNTER=two CORECLR_ENABLE_PROFILING=0", Path.GetTempPath(), "--environment", mode);
        await Eventually.Async("two workers run", () => Command.Workers().Count(StartedRun.IsAtWork) == 2);
        foreach (int worker in Command.Workers())
        {
            string[] variables = (await File.ReadAllTextAsync($"/proc/{worker}/environ", TestContext.Current.CancellationToken)).Split('\0');
            Assert.Equal(expected, variables.Contains("HUNTER=two"));
            Assert.Equal(expected, variables.Contains("CORECLR_ENABLE_PROFILING=0"));
            Assert.Contains($"PATH={Environment.GetEnvironmentVariable("PATH")}", variables);
        }

        coordinator.Kill();
        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
    }

    [Fact]
    [Trait("Fault", "82")]
    public async Task Run_WorkerCrashesWhereCoreFilesAreAllowed_LeavesNone()
    {
        string pattern = (await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern", TestContext.Current.CancellationToken)).Trim();
        Assert.SkipWhen(pattern.StartsWith('|') || pattern.Contains('/'), $"core files go elsewhere: {pattern}");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("core-");
        try
        {
            using StartedRun coordinator = Start("ulimit -c unlimited", folder.FullName);
            await Eventually.Async("two workers run", () => Command.Workers().Count(StartedRun.IsAtWork) == 2);
            int victim = Command.Workers()[0];
            Assert.Equal(["0", "0"], CoreLimits(victim));
            Assert.Equal(["unlimited", "unlimited"], CoreLimits(coordinator.Id));
            await Eventually.Async("it crashes", () =>
            {
                Signals.Fault(victim);
                return !Command.Workers().Contains(victim);
            });
            await Eventually.Async("another takes its place", () => Command.Workers().Count(StartedRun.IsAtWork) == 2);
            Assert.Empty(folder.GetFileSystemInfos());
            coordinator.Kill();
            await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // "Max core file size        0                    unlimited            bytes"
    private static string[] CoreLimits(int process) =>
        File.ReadLines($"/proc/{process}/limits").First(static line => line.StartsWith("Max core file size", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6];

    private static StartedRun Start(string before, string folder, params string[] more) => StartedRun.Start(
        new ProcessStartInfo("/bin/sh", ["-c", $"{before}; exec \"$0\" \"$@\"", Command.Program, .. StartedRun.Endless, .. more]) { WorkingDirectory = folder });
}
