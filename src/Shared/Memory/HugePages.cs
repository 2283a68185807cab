using System.Globalization;

namespace Cluster.Memory;

/// <summary>How much of a stretch of memory the kernel really mapped with pages of 2 MiB: advice is no promise.</summary>
internal static class HugePages
{
    internal const int Size = 2 << 20;

    // Anonymous memory, memory files, and files of other kinds.
    private static readonly string[] Fields = ["AnonHugePages:", "ShmemPmdMapped:", "FilePmdMapped:"];

    /// <summary>Bytes; 0 also where the system does not tell.</summary>
    internal static long Mapped(MemoryRange memory)
    {
        long bytes = 0;
        bool inside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            if (TryRange(line, out ulong from, out ulong to))
                inside = from < (ulong)(memory.Address + memory.Length) && to > (ulong)memory.Address;
            else if (inside && Fields.Any(field => line.StartsWith(field, StringComparison.Ordinal))) bytes += Kilobytes(line) * 1024;
        }

        return bytes;
    }

    // "7f1c40000000-7f1c80000000 rw-p …" begins a mapping; "AnonHugePages:    2048 kB" tells about it.
    private static bool TryRange(string line, out ulong from, out ulong to)
    {
        (from, to) = (0, 0);
        int dash = line.IndexOf('-', StringComparison.Ordinal);
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        return dash > 0 && blank > dash
            && ulong.TryParse(line.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out from)
            && ulong.TryParse(line.AsSpan(dash + 1, blank - dash - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out to);
    }

    private static long Kilobytes(string line) =>
        long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
}
