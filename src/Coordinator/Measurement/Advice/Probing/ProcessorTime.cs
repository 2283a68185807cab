using System.Diagnostics;
using System.Globalization;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Processor time of processes, in seconds.</summary>
internal static class ProcessorTime
{
    /// <summary>Of this process.</summary>
    internal static double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Of workers, added up: of their first threads, which are the ones that receive and compute.</summary>
    internal static double Of(IReadOnlyList<int> processIds) => processIds.Sum(Of);

    // Nanoseconds, where the kernel's scheduler keeps them; otherwise ticks of 10 ms.
    private static double Of(int processId)
    {
        try
        {
            string statistics = File.ReadAllText($"/proc/{processId}/schedstat");
            return long.Parse(statistics.AsSpan(0, statistics.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) * 1e-9;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            using var process = Process.GetProcessById(processId);
            return process.TotalProcessorTime.TotalSeconds;
        }
    }
}
