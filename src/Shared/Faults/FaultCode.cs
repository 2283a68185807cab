namespace Cluster.Faults;

/// <summary>Why a chunk, a worker or a session failed.</summary>
/// <remarks>The numbers are on the wire: append, never reuse, never renumber. WireFormatTests pins them.</remarks>
internal enum FaultCode : ushort
{
    /// <summary>The peer sent something that the protocol does not allow here.</summary>
    ProtocolViolation = 1,

    /// <summary>A frame declares a body above the limit.</summary>
    FrameTooLong = 2,

    /// <summary>The connection ended inside a frame.</summary>
    TruncatedFrame = 3,

    /// <summary>The peer is of another version or build, or does not know the token.</summary>
    HandshakeRejected = 4,

    /// <summary>A worker process ended before it was ready, or was not ready in time.</summary>
    StartFailed = 5,

    /// <summary>A worker process ended while it was in use.</summary>
    WorkerLost = 6,

    /// <summary>The job's own code threw.</summary>
    JobFailed = 7,

    /// <summary>A worker could not attach a segment or read a chunk.</summary>
    InputUnavailable = 8,

    /// <summary>A chunk's workers were lost as often as is allowed.</summary>
    ChunkAbandoned = 9,

    /// <summary>Workers keep ending before they finish anything.</summary>
    PoolBroken = 10,

    /// <summary>There is not enough memory for the data.</summary>
    OutOfMemory = 11,

    /// <summary>A worker does not have the build of the program that a function is from.</summary>
    FunctionUnavailable = 12,
}
