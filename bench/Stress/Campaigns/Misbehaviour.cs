namespace Cluster.Stress.Campaigns;

/// <summary>What a task does that it should not.</summary>
internal enum Misbehaviour
{
    /// <summary>Ends its process with exit code 0.</summary>
    Exit,

    /// <summary>Throws.</summary>
    Throw,

    /// <summary>Calls itself without end.</summary>
    StackOverflow,

    /// <summary>Takes memory until there is none.</summary>
    OutOfMemory,

    /// <summary>Writes bytes of no meaning to every socket of its process.</summary>
    Garbage,

    /// <summary>Goes on beyond its time.</summary>
    Stall,
}
