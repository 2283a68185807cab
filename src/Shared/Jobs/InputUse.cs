namespace Cluster.Jobs;

/// <summary>What a chunk sees of an input.</summary>
/// <remarks>The numbers are on the wire.</remarks>
public enum InputUse : byte
{
    /// <summary>Its own slices.</summary>
    Sliced = 1,

    /// <summary>All of it.</summary>
    Broadcast = 2,
}
