using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Tests.Faults;

/// <summary>A coordinator that is killed when its test is over, however that ends; its workers go with it.</summary>
internal sealed class StartedRun : IDisposable
{
    private readonly Process _process;

    private StartedRun(Process process) => _process = process;

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    internal int ExitCode => _process.ExitCode;

    /// <summary>Arguments of a run that does not end by itself.</summary>
    internal static string[] Endless { get; } = ["run", "monte-carlo-pi", "--samples", "1000000000000", "--tasks", "100000", "--workers", "2", "--quiet"];

    /// <param name="info">Program, arguments, variables.</param>
    internal static StartedRun Start(ProcessStartInfo info)
    {
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        // A .NET process that is killed leaves the files of its diagnostics port.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new StartedRun(Process.Start(info)!);
    }

    /// <summary>Whether a worker computes: its start takes less than what it has used by then.</summary>
    internal static bool IsAtWork(int worker)
    {
        try
        {
            using var process = Process.GetProcessById(worker);
            return process.TotalProcessorTime > TimeSpan.FromSeconds(0.3);
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>All that it writes to standard error until its end.</summary>
    internal Task<string> ErrorAsync() => _process.StandardError.ReadToEndAsync();

    /// <summary>Kills it and waits until it is gone.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        RunDirectory.Sweep();
    }
}
