using System.Globalization;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>What belongs to one process alone, whoever else runs.</summary>
/// <param name="AnonymousBytes">Heaps, stacks, and what was read into memory: no file is behind it, and so nobody shares it.</param>
/// <param name="PageTableBytes">8 bytes for each page of 4 KiB, kept by the kernel; neither RSS nor PSS counts them.</param>
internal readonly record struct OwnMemory(long AnonymousBytes, long PageTableBytes)
{
    internal long Total => AnonymousBytes + PageTableBytes;

    /// <summary>Reads it now; zeros when the process is gone, or where the system does not tell.</summary>
    internal static OwnMemory Of(int processId) =>
        new(Field($"/proc/{processId}/smaps_rollup", "Pss_Anon:"), Field($"/proc/{processId}/status", "VmPTE:"));

    private static long Field(string path, string name)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
                if (line.StartsWith(name, StringComparison.Ordinal)) return Kilobytes(line.AsSpan(name.Length)) * 1024;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or gone.
        }

        return 0;
    }

    private static long Kilobytes(ReadOnlySpan<char> text) => long.Parse(text.Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
}
