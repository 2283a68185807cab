using System.Globalization;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>What the last level of the processor's caches holds.</summary>
internal static class CacheSize
{
    private const long WhereUnknown = 32L << 20;

    /// <summary>Bytes; 32 MiB where the system does not tell.</summary>
    internal static long Read()
    {
        long largest = 0;
        try
        {
            foreach (string cache in Directory.EnumerateDirectories("/sys/devices/system/cpu/cpu0/cache", "index*"))
            {
                // "32768K"
                string size = File.ReadAllText(Path.Combine(cache, "size")).Trim();
                if (size.EndsWith('K') && long.TryParse(size.AsSpan(0, size.Length - 1), CultureInfo.InvariantCulture, out long kilobytes))
                    largest = Math.Max(largest, kilobytes << 10);
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Another system, or a sandbox.
        }

        return largest > 0 ? largest : WhereUnknown;
    }
}
