namespace Cluster.Memory;

/// <summary>Where the pages of a piece of memory come from.</summary>
/// <remarks>What was asked of the system, not what it gave: <see cref="HugePages.Mapped"/> knows that.</remarks>
internal enum SegmentPages
{
    /// <summary>Pages as the system makes them for everything.</summary>
    Ordinary,

    /// <summary>Pages of 2 MiB: a memory file, as <c>shmem_enabled</c> allows.</summary>
    MemoryFile,

    /// <summary>Pages of 2 MiB that were set aside.</summary>
    Reserved,

    /// <summary>Pages of 2 MiB: a file of a private tmpfs.</summary>
    PrivateTmpfs,

    /// <summary>Pages of 2 MiB in the memory of this process alone.</summary>
    Anonymous,
}
