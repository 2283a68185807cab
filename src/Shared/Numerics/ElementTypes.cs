namespace Cluster.Numerics;

/// <summary>Facts about each <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes that one element takes.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Int16 => 2,
        ElementType.UInt8 or ElementType.Boolean => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
    };

    /// <summary>True for the types whose sums are exact in 64-bit integers.</summary>
    public static bool IsInteger(this ElementType type) => type is not (ElementType.Float64 or ElementType.Float32);

    /// <summary>The name that NumPy gives the type, without byte order: <c>f8</c>, <c>i4</c>, <c>b1</c> …</summary>
    public static string NumPyName(this ElementType type) => type switch
    {
        ElementType.Float64 => "f8",
        ElementType.Float32 => "f4",
        ElementType.Int64 => "i8",
        ElementType.Int32 => "i4",
        ElementType.Int16 => "i2",
        ElementType.UInt8 => "u1",
        ElementType.Boolean => "b1",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
    };
}
