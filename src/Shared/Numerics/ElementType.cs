namespace Cluster.Numerics;

/// <summary>What one element of an array is.</summary>
/// <remarks>The numbers are on the wire: append, never reuse, never renumber.</remarks>
public enum ElementType : byte
{
    /// <summary>A <see cref="double"/>.</summary>
    Float64 = 1,

    /// <summary>A <see cref="float"/>.</summary>
    Float32 = 2,

    /// <summary>A <see cref="long"/>.</summary>
    Int64 = 3,

    /// <summary>An <see cref="int"/>.</summary>
    Int32 = 4,

    /// <summary>A <see cref="short"/>.</summary>
    Int16 = 5,

    /// <summary>A <see cref="byte"/>; also what a file holds that is read byte by byte.</summary>
    UInt8 = 6,

    /// <summary>A byte that is 0 or 1.</summary>
    Boolean = 7,
}
