namespace Cluster.Diagnostics;

/// <summary>What a process is doing at a moment of a run.</summary>
/// <remarks>The numbers are on the wire: append, never reuse, never renumber.</remarks>
internal enum Phase : byte
{
    /// <summary>Coordinator: from the start of the first process to the last handshake.</summary>
    Spawn = 0,

    /// <summary>Coordinator: bringing the input to where the mode wants it.</summary>
    Publish = 1,

    /// <summary>Coordinator: turning chunks into bytes.</summary>
    Serialize = 2,

    /// <summary>Worker: reading the bytes of a chunk from the connection.</summary>
    Transfer = 3,

    /// <summary>Worker: attaching a segment and touching a chunk's pages for the first time.</summary>
    Map = 4,

    /// <summary>Worker: turning bytes into the elements of a chunk.</summary>
    Deserialize = 5,

    /// <summary>The job's own code.</summary>
    Compute = 6,

    /// <summary>Worker: handing partials over.</summary>
    Collect = 7,

    /// <summary>Coordinator: combining partials.</summary>
    Reduce = 8,

    /// <summary>Waiting for work.</summary>
    Idle = 9,

    /// <summary>Coordinator: ending workers and freeing memory.</summary>
    Teardown = 10,
}
