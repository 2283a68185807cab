using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>Processes that do nothing but start and end: the least that a worker's start can take.</summary>
/// <remarks>
/// Those of .NET are the coordinator's own program in another role, in which it ends before it has loaded anything of itself. They are started
/// as workers are, by the same thread, with the same environment and the same three pipes.
/// </remarks>
internal static class BareProcess
{
    /// <summary>Behind <see cref="PeerProcess.Role"/>: the role in which the program ends at once.</summary>
    internal const string Role = "bare";

    // Where a C library is all that a program needs.
    private static readonly string[] Trues = ["/bin/true", "/usr/bin/true"];

    /// <summary>.NET and nothing else.</summary>
    internal static WorkerProgram DotNet { get; } = WorkerProgram.Find("coordinator", "coordinator.dll", PeerProcess.Role, Role);

    /// <summary>A program without a runtime; null where the system has none.</summary>
    internal static WorkerProgram? Native { get; } =
        Trues.FirstOrDefault(File.Exists) is { } path ? new WorkerProgram(path, []) : null;

    /// <summary>Starts so many at a time and waits until all have ended.</summary>
    /// <returns>Seconds until the last was started, and from then on until the last had ended.</returns>
    internal static async Task<(double Starting, double Running)> RunAsync(WorkerProgram program, int count, MeasurementSettings settings)
    {
        long begin = Stopwatch.GetTimestamp();
        var starts = new Task<WorkerProcess>[count];
        for (int i = 0; i < count; i++) starts[i] = SpawnThread.Run(() => WorkerProcess.Start(program, settings.Pool));
        WorkerProcess[] processes = await Task.WhenAll(starts).ConfigureAwait(false);
        await Task.WhenAll(processes.Select(static process => process.Exited)).ConfigureAwait(false);
        long end = Stopwatch.GetTimestamp();
        foreach (WorkerProcess process in processes)
        {
            string how = process.DescribeExit();
            process.Dispose();
            if (how != "exit code 0") throw new InvalidOperationException($"a bare process ended with {how}");
        }

        long started = processes.Max(static process => process.StartedAt);
        return (Stopwatch.GetElapsedTime(begin, started).TotalSeconds, Stopwatch.GetElapsedTime(started, end).TotalSeconds);
    }
}
