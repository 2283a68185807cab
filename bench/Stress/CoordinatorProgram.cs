using System.Diagnostics;
using System.Text.Json;
using Cluster.Stress.Residues;

namespace Cluster.Stress;

/// <summary>The <c>coordinator</c> program, run as a user runs it.</summary>
/// <remarks>Disposing it ends it, if it runs.</remarks>
internal sealed class CoordinatorProgram : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CoordinatorProgram(IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "coordinator");
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A .NET process that is killed leaves the files of its diagnostics port, and they are nothing of ours.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Process.Start(info)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    internal bool HasExited => _process.HasExited;

    internal static CoordinatorProgram Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        CancellationToken stopping, params IEnumerable<string> arguments)
    {
        using CoordinatorProgram program = Start(arguments);
        return await program.EndAsync(stopping);
    }

    /// <summary>Runs <c>run … --json</c> to its end; its digest, or what it said instead.</summary>
    internal static async Task<string> DigestAsync(CancellationToken stopping, params IEnumerable<string> arguments)
    {
        (int exitCode, string output, string error) = await RunAsync(stopping, arguments);
        if (exitCode != 0) return $"exit code {exitCode}: {error.Trim()}";
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("digest").GetString()!;
    }

    internal bool TrySignal(int signal) => Victim.TrySignal(_process.Id, signal);

    internal async Task<(int ExitCode, string Output, string Error)> EndAsync(CancellationToken stopping = default)
    {
        await _process.WaitForExitAsync(stopping);
        return (_process.ExitCode, await _output, await _error);
    }

    /// <summary>How long it takes from now until no process is left that this one has started, directly or not.</summary>
    /// <param name="run">Knows by what they are marked.</param>
    /// <param name="limit">Then it is given up; the time is longer than that.</param>
    internal static async Task<TimeSpan> OrphansGoneAsync(CampaignRun run, TimeSpan limit)
    {
        long begin = Stopwatch.GetTimestamp();
        while (ProcessTable.Marked(run.PrivatePath).Any() && Stopwatch.GetElapsedTime(begin) <= limit) await Task.Delay(Interval);
        return Stopwatch.GetElapsedTime(begin);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
