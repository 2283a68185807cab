using System.Globalization;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>Memory in which the kernel keeps a process's page tables: 8 bytes for each page of 4 KiB, which neither RSS nor PSS counts.</summary>
internal static class PageTables
{
    private const string Field = "VmPTE:";

    /// <summary>Bytes; 0 when the process is gone, or where the system does not tell.</summary>
    internal static long Of(int processId)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{processId}/status"))
                if (line.StartsWith(Field, StringComparison.Ordinal)) return long.Parse(line.AsSpan(Field.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or gone.
        }

        return 0;
    }
}
