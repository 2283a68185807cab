namespace Cluster.Fuzzing;

/// <summary>What mutations know of a target's inputs.</summary>
internal enum Grammar
{
    /// <summary>Nothing.</summary>
    Bytes,

    /// <summary>MessagePack values, one after the other, behind the target's prefix.</summary>
    MessagePack,

    /// <summary>Frames with headers and bodies, behind the target's prefix.</summary>
    Frames,

    /// <summary>Text with words that mean something to the target.</summary>
    Text,
}
