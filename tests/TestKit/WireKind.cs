namespace Cluster.TestKit;

/// <summary>What carries a connection in a test.</summary>
public enum WireKind
{
    /// <summary>Two pipes of this process.</summary>
    InMemory,

    /// <summary>A socket, as between real processes.</summary>
    NamedPipe,

    /// <summary>Rings in memory, small ones, with a socket as their bell.</summary>
    Ring,
}
