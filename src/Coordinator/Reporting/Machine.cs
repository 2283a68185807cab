using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.Coordinator.Reporting;

/// <summary>What the figures were measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, long MemoryBytes, string OperatingSystem, string Runtime, string Kernel)
{
    /// <summary>This one.</summary>
    internal static Machine Read() => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Memory(),
        Field("/etc/os-release", "PRETTY_NAME") ?? RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Line("/proc/sys/kernel/osrelease") ?? Environment.OSVersion.VersionString);

    private static long Memory()
    {
        string? total = Field("/proc/meminfo", "MemTotal")?.Split(' ')[0];
        return long.TryParse(total, CultureInfo.InvariantCulture, out long kilobytes)
            ? kilobytes * 1024
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    /// <summary>The value of the first <c>name : value</c> or <c>name="value"</c> line; null where there is none.</summary>
    private static string? Field(string path, string name)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
                if (line.StartsWith(name, StringComparison.Ordinal)) return line[name.Length..].Trim(' ', '\t', ':', '=', '"');
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Another system, or a sandbox: the caller has a substitute.
        }

        return null;
    }

    private static string? Line(string path) => Field(path, "");
}
