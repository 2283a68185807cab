using Cluster.Memory;

namespace Cluster.Coordinator.Execution;

/// <summary>The pages of memory, by the names that they have in tables and documents.</summary>
internal static class PageWords
{
    /// <summary>What the system really gave: most of the memory must lie in large pages for it to count.</summary>
    /// <param name="pages">What was asked for.</param>
    /// <param name="memory">Mapped and touched here.</param>
    internal static string Describe(SegmentPages pages, MemoryRange memory)
    {
        string ordinary = $"{Environment.SystemPageSize >> 10} KiB";
        if (pages == SegmentPages.Ordinary) return ordinary;
        return AreLarge(pages, memory) ? $"2 MiB ({Source(pages)})" : $"{ordinary} ({Source(pages)}, no large ones were free)";
    }

    // Those that were set aside are of no other size.
    internal static bool AreLarge(SegmentPages pages, MemoryRange memory) =>
        pages == SegmentPages.Reserved || (pages != SegmentPages.Ordinary && HugePages.Mapped(memory) > memory.Length / 2);

    internal static string Source(SegmentPages pages) => pages switch
    {
        SegmentPages.MemoryFile => "memory file",
        SegmentPages.Reserved => "reserved",
        SegmentPages.PrivateTmpfs => "private tmpfs",
        _ => "anonymous",
    };
}
