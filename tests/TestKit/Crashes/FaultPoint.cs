namespace Cluster.TestKit.Crashes;

/// <summary>A place in the life of a worker where it can be made to fail, in the order in which a worker comes to them.</summary>
/// <remarks>
/// The message that is received is a batch (mode shared), the beginning of a stage (with a board), the data of a chunk (mode pipe) or a call (tasks); the one that is
/// sent is a partial, the rows of a chunk or the results of a call; with a board there is none that must be. Positions are exact to the byte.
/// </remarks>
public enum FaultPoint
{
    /// <summary>Started, not connected.</summary>
    Connect,

    /// <summary>Connected, nothing said.</summary>
    Hello,

    /// <summary>The first message of the coordinator was read.</summary>
    HelloAck,

    /// <summary>Rings were offered to it, and it has said nothing to that.</summary>
    RingsOffered,

    /// <summary>Half of the answer was sent that says whether it has rings.</summary>
    RingsHalf,

    /// <summary>Half of a message's header was read.</summary>
    RecvHeader,

    /// <summary>The header and half of the body were read.</summary>
    RecvHalf,

    /// <summary>The message was read, and not looked at.</summary>
    Decode,

    /// <summary>With a board: chunks were taken from a block there, and none is claimed.</summary>
    Taken,

    /// <summary>With a board: a chunk is claimed, and not begun.</summary>
    Claimed,

    /// <summary>In the user's code.</summary>
    Run,

    /// <summary>In the user's code, when half of a chunk's rows are written.</summary>
    SlotHalf,

    /// <summary>The user's code has returned, nothing was sent.</summary>
    Encode,

    /// <summary>With a board: the partial is written there, and not said to be.</summary>
    Written,

    /// <summary>With a board: the chunk is marked as done there, and nobody was told.</summary>
    Done,

    /// <summary>Half of the answer's header was sent.</summary>
    SendHeader,

    /// <summary>The header and half of the answer's body were sent.</summary>
    SendHalf,

    /// <summary>The answer was sent, and not a byte more.</summary>
    Sent,

    /// <summary>Something came after the answer was sent.</summary>
    Ack,

    /// <summary>The goodbye was read.</summary>
    Shutdown,
}
