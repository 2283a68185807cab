namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary>When pages are made, and how large they are.</summary>
internal enum Paging
{
    /// <summary>Pages of 4 KiB, each at its first touch.</summary>
    WhenTouched,

    /// <summary>Pages of 4 KiB, all of them before the first touch.</summary>
    Ahead,

    /// <summary>Pages of 2 MiB, each at its first touch.</summary>
    Huge,
}
