using System.Globalization;

namespace Cluster.Memory;

/// <summary>What the machine can still give.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes that can be had without swapping, within the limit of the container if there is one.</summary>
    internal static long Bytes()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        try
        {
            foreach (string line in File.ReadLines("/proc/meminfo"))
                if (line.StartsWith("MemAvailable:", StringComparison.Ordinal)) return Math.Min(limit, long.Parse(line.AsSpan(13, line.Length - 16), CultureInfo.InvariantCulture) * 1024);
        }
        catch (IOException)
        {
            // Not Linux, or no /proc: the runtime's figure must do.
        }

        return limit;
    }
}
