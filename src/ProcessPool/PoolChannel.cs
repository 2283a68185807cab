namespace Cluster;

/// <summary>How what a pool and its workers say to each other travels.</summary>
public enum PoolChannel
{
    /// <summary>Through rings where there can be any and they pay, otherwise through pipes.</summary>
    Auto,

    /// <summary>Through named pipes.</summary>
    Pipe,

    /// <summary>Through rings in shared memory; the pipe stays as their bell, and as the sign of a worker's end. Linux.</summary>
    Ring,
}
