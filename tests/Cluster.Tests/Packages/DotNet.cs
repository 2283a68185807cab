using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Tests.Packages;

/// <summary>The <c>dotnet</c> command and what it builds, run as a user runs them, and awaited to their end.</summary>
internal static class DotNet
{
    /// <summary>The host of the runtime that runs these tests.</summary>
    internal static string Host { get; } = Path.Combine(WorkerProgram.RuntimeRoot, "dotnet");

    /// <summary>As below; fails with everything that the command wrote when it did not succeed.</summary>
    internal static async Task SucceedAsync(string directory, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        (int exitCode, string output) = await RunAsync(Host, directory, environment, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}: exit code {exitCode}\n{output}");
    }

    /// <param name="program">The executable.</param>
    /// <param name="directory">Where it is started.</param>
    /// <param name="environment">Variables beside those of this process; a null value takes one away.</param>
    /// <param name="arguments">Of the program.</param>
    /// <returns>How it ended, and what it wrote: to standard output, and then to standard error.</returns>
    internal static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string directory, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        // These tests are started by a build themselves, whose settings are not meant for others.
        foreach (string name in info.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            info.Environment.Remove(name);
        // Nothing of a build stays behind to serve the next one.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["UseSharedCompilation"] = "false";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach ((string name, string? value) in environment) info.Environment[name] = value;

        using Process process = Process.Start(info)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
