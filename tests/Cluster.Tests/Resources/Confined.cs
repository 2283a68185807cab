using System.Diagnostics;
using Cluster.Interop;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Resources;

/// <summary>Programs that run with less of something than they are used to. Skips the test where the machine does not allow to take it away.</summary>
internal static class Confined
{
    // Of nobody: what it has is what the test has started. Another one in each run of the tests, because limits count all processes of a user.
    private static readonly int User = 64_000 + (Environment.ProcessId % 1_000);

    /// <summary>Runs the coordinator behind another program, such as <c>prlimit</c>.</summary>
    internal static Task<(int ExitCode, string Output, string Error)> RunAsync(string[] behind, params string[] arguments) =>
        RunAsync(behind[0], [.. behind[1..], Command.Program, .. arguments]);

    /// <summary>Runs it in a mount namespace of its own, after <paramref name="mounts"/>; <c>$C</c> is its program.</summary>
    internal static Task<(int ExitCode, string Output, string Error)> RunMountedAsync(string mounts, string command)
    {
        RequireRoot();
        Require("unshare");
        return RunAsync("unshare", ["--mount", "sh", "-ec", $"{mounts}\n{command.Replace("$C", Command.Program, StringComparison.Ordinal)}"]);
    }

    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string[] arguments, string? role = null)
    {
        Require(program);
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        // A .NET process that is killed leaves the files of its diagnostics port.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (role is not null) info.Environment[PoolProgram.Variable] = role;
        using var process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().OrTimeout();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>In front of a program: as a user who is not root and has no other process, with so many processes and threads at most.</summary>
    internal static async Task<string[]> AsNobodyAsync(int? processes = null)
    {
        RequireRoot();
        Require("setpriv");
        Require("prlimit");
        string[] user = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups"];
        (int exit, _, _) = await RunAsync(user[0], [.. user[1..], "test", "-x", Command.Program]);
        Assert.SkipUnless(exit == 0, $"another user cannot run {Command.Program}");
        return processes is { } limit ? [.. user, "prlimit", $"--nproc={limit}:{limit}"] : user;
    }

    internal static void RequireRoot() => Assert.SkipUnless(LinuxProcess.EffectiveUserId() == 0, "needs root");

    internal static void Require(string tool) => Assert.SkipUnless(
        Path.IsPathRooted(tool) || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, tool))),
        $"needs {tool}");

    /// <summary>An error is one line, with what to do at its end.</summary>
    internal static void AssertOneLine(string error, string start, string part)
    {
        Assert.StartsWith(start, error, StringComparison.Ordinal);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.EndsWith(")\n", error, StringComparison.Ordinal);
        Assert.Single(error, '\n');
    }
}
