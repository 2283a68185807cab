namespace Cluster.Memory;

/// <summary>How large segments are to come by pages of 2 MiB. Where a way is not open they have ordinary ones, and nothing fails.</summary>
internal enum HugePageChoice
{
    /// <summary>The first way that is open, in the order that follows; a private tmpfs only for what is read-only for workers.</summary>
    Auto,

    /// <summary>Ordinary pages.</summary>
    Off,

    /// <summary>Memory files, as the setting <c>shmem_enabled</c> of the kernel allows.</summary>
    MemoryFile,

    /// <summary>Memory files of the huge pages that the administrator has set aside.</summary>
    Reserved,

    /// <summary>Files of a tmpfs that only this process sees; here also for what workers write, which then is not sealed.</summary>
    PrivateTmpfs,
}
