using System.Runtime.Serialization;
using MessagePack;

namespace Cluster.Tests.Serialization;

public enum Small : byte
{
    None,
    Most = 255,
}

public enum Wide : long
{
    Least = long.MinValue,
    One = 1,
}

[MessagePackObject]
public sealed record Point([property: Key(0)] int X, [property: Key(1)] int Y);

[MessagePackObject]
public readonly record struct PointStruct([property: Key(0)] int X, [property: Key(1)] int Y);

[MessagePackObject]
public sealed class Gaps
{
    [Key(1)]
    public int One { get; set; } = 7;

    [Key(3)]
    public string? Three { get; set; } = "unset";

    [IgnoreMember]
    public int Ignored { get; set; }
}

[MessagePackObject]
public struct Mutable
{
#pragma warning disable CA1051 // A public field is what this type is for.
    [Key(0)]
    public int Field;
#pragma warning restore CA1051

    [Key(1)]
    public string? Property { get; set; }
}

[MessagePackObject]
public sealed class Named
{
    [Key("first")]
    public int One { get; set; }

    [Key("second name")]
    public double Two { get; set; }
}

[MessagePackObject(keyAsPropertyName: true)]
public sealed record ByName(string Title, int Count)
{
    public bool Flag { get; set; }

    public int Computed => Count + 1;
}

[DataContract]
public sealed class Data
{
    [DataMember(Order = 0)]
    public int Zero { get; set; }

    [DataMember(Order = 1)]
    public string? One { get; set; }

    public int Unmarked { get; set; }
}

[DataContract]
public sealed class DataNamed
{
    [DataMember(Name = "n")]
    public int Number { get; set; }

    [DataMember]
    public int Plain { get; set; }
}

[MessagePackObject]
public sealed class TwoConstructors
{
    public TwoConstructors(int value, int extra)
    {
        Value = value;
        Extra = extra;
        Used = "two";
    }

    [SerializationConstructor]
    public TwoConstructors(int value)
    {
        Value = value;
        Used = "one";
    }

    [Key(0)]
    public int Value { get; }

    [Key(1)]
    public int Extra { get; set; }

    [IgnoreMember]
    public string Used { get; }
}

[MessagePackObject]
public class Base
{
    [Key(0)]
    public int Id { get; set; }
}

[MessagePackObject]
public sealed class Derived : Base
{
    [Key(1)]
    public string? Name { get; set; }
}

[MessagePackObject]
public sealed class Node
{
    [Key(0)]
    public Node? Child { get; set; }
}

[MessagePackObject]
public sealed class Branch
{
    [Key(0)]
    public Branch[]? Children { get; set; }
}

[MessagePackObject]
public sealed class Unkeyed
{
    [Key(0)]
    public int Keyed { get; set; }

    public int Forgotten { get; set; }
}

[MessagePackObject]
public sealed class SameKey
{
    [Key(0)]
    public int A { get; set; }

    [Key(0)]
    public int B { get; set; }
}

public sealed record Unmarked(int A, string B);

[MessagePackObject]
public sealed record Everything(
    [property: Key(0)] bool Flag,
    [property: Key(1)] sbyte Int8,
    [property: Key(2)] byte UInt8,
    [property: Key(3)] short Int16,
    [property: Key(4)] ushort UInt16,
    [property: Key(5)] int Int32,
    [property: Key(6)] uint UInt32,
    [property: Key(7)] long Int64,
    [property: Key(8)] ulong UInt64,
    [property: Key(9)] float Float32,
    [property: Key(10)] double Float64,
    [property: Key(11)] char Letter,
    [property: Key(12)] string? Text,
    [property: Key(13)] byte[]? Bytes,
    [property: Key(14)] Small Small,
    [property: Key(15)] int? Maybe,
    [property: Key(16)] double[]? Numbers,
    [property: Key(17)] List<string?>? Texts,
    [property: Key(18)] IReadOnlyList<Point>? Points,
    [property: Key(19)] Dictionary<string, int>? Counts,
    [property: Key(20)] IReadOnlyDictionary<int, Point>? Places,
    [property: Key(21)] DateTime Time,
    [property: Key(22)] Guid Id,
    [property: Key(23)] (int, string?) Pair,
    [property: Key(24)] TimeSpan Span,
    [property: Key(25)] decimal Money,
    [property: Key(26)] PointStruct Struct,
    [property: Key(27)] ReadOnlyMemory<byte> Memory);
