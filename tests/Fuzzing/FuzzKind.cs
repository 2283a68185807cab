namespace Cluster.Fuzzing;

/// <summary>What an input of a target is, which decides how many a campaign has.</summary>
internal enum FuzzKind
{
    /// <summary>A frame, a message or a payload: microseconds each.</summary>
    Payload,

    /// <summary>A conversation of some messages.</summary>
    Sequence,

    /// <summary>A file that is written and opened.</summary>
    File,
}
