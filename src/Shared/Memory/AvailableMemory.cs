using System.Globalization;
using Cluster.Interop;

namespace Cluster.Memory;

/// <summary>What the machine can still give.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes that can be had without swapping, within the limit of the container if there is one.</summary>
    internal static long Bytes()
    {
        // The runtime knows how much the group may have; what the others in it have already, and memory files that nobody maps, only the group knows.
        long limit = Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, ControlGroup.MemoryLeft() ?? long.MaxValue);
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
