namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary>A step in the life of memory, in the order in which they come.</summary>
internal enum MemoryStep
{
    /// <summary>A memory file without content, or nothing but a mapping; takes no longer for more bytes.</summary>
    Create,

    /// <summary>Space for all of it, so that a lack is an error now and no signal later: <c>fallocate</c>.</summary>
    Reserve,

    /// <summary>The owner's page-table entries, all at once.</summary>
    Populate,

    /// <summary>The owner writes one byte of every page.</summary>
    FirstTouch,

    /// <summary>Opened through its handle and mapped for reading; takes no longer for more bytes.</summary>
    Attach,

    /// <summary>The reader's page-table entries, all at once.</summary>
    PopulateAttached,

    /// <summary>The reader reads one byte of every page.</summary>
    FirstTouchAttached,

    /// <summary>Every byte is read, with all pages in place.</summary>
    WarmRead,

    /// <summary>Unmapped and closed: the pages are given back.</summary>
    Release,
}
