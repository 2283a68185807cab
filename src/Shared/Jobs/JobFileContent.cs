namespace Cluster.Jobs;

/// <summary>What a file of a job holds, and so how it becomes an input.</summary>
public enum JobFileContent
{
    /// <summary>An array, in a <c>.npy</c> or <c>.csv</c> file.</summary>
    Array,

    /// <summary>
    /// Bytes of any kind, text for one: the file as it is, whatever its name, is a vector of <see cref="Numerics.ElementType.UInt8"/>. Chunks of it are
    /// ranges of bytes, whose borders fall anywhere; what lies across one the partials of both sides carry to the reduction.
    /// </summary>
    Bytes,
}
