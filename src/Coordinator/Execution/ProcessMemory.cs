using System.Globalization;

namespace Cluster.Coordinator.Execution;

/// <summary>Memory of one process.</summary>
/// <param name="ProcessId">Whose.</param>
/// <param name="Resident">Bytes in memory (RSS); shared pages count in full.</param>
/// <param name="Proportional">Bytes in memory (PSS); a page that n processes map counts for 1/n in each. 0 where the system does not tell.</param>
internal sealed record ProcessMemory(int ProcessId, long Resident, long Proportional)
{
    /// <summary>Reads it now; zeros when the process is gone.</summary>
    internal static ProcessMemory Of(int processId)
    {
        long resident = 0, proportional = 0;
        try
        {
            foreach (string line in File.ReadLines($"/proc/{processId}/smaps_rollup"))
            {
                if (line.StartsWith("Rss:", StringComparison.Ordinal)) resident = Kilobytes(line);
                if (line.StartsWith("Pss:", StringComparison.Ordinal)) proportional = Kilobytes(line);
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            if (processId == Environment.ProcessId) resident = Environment.WorkingSet;
        }

        return new ProcessMemory(processId, resident, proportional);
    }

    private static long Kilobytes(string line) =>
        long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
}
