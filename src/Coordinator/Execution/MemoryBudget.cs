using Cluster.Faults;

namespace Cluster.Coordinator.Execution;

/// <summary>Whether data will fit, asked before it is made.</summary>
internal static class MemoryBudget
{
    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with what is needed and what there is.</exception>
    internal static void Require(long bytes, string what)
    {
        long available = Available();
        if (bytes <= available) return;
        throw new FaultException(FaultCode.OutOfMemory, $"{what} needs {bytes:N0} bytes, {available:N0} are available (choose a smaller size, or give a .npy file: it is mapped, not loaded)");
    }

    /// <summary>Bytes that can be had without swapping, within the limit of the container if there is one.</summary>
    internal static long Available()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        try
        {
            foreach (string line in File.ReadLines("/proc/meminfo"))
                if (line.StartsWith("MemAvailable:", StringComparison.Ordinal)) return Math.Min(limit, long.Parse(line.AsSpan(13, line.Length - 16)) * 1024);
        }
        catch (IOException)
        {
            // Not Linux, or no /proc: the runtime's figure must do.
        }

        return limit;
    }
}
