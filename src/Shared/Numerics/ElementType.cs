namespace Cluster.Numerics;

/// <summary>What one element of an array is.</summary>
/// <remarks>The numbers are on the wire: append, never reuse, never renumber.</remarks>
public enum ElementType : byte
{
    Float64 = 1,
    Float32 = 2,
    Int64 = 3,
    Int32 = 4,
    Int16 = 5,
    UInt8 = 6,
    Boolean = 7,
}
