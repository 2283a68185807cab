using System.Runtime.Serialization;

namespace Cluster.Tests.Tasks.Values;

public enum Colour : byte
{
    Red,
    Blue = 200,
}

public sealed record Line(string Name, int Count, Stream? Stream = null);

public sealed record Order(Guid Id, List<Line> Lines, IReadOnlyDictionary<string, decimal>? Prices = null);

public readonly record struct Place(double X, double Y);

public record struct Named(string Name, int Number);

public class Plain
{
    public int Number { get; set; }

    public string? Text { get; init; }

    public int Twice => Number * 2;

#pragma warning disable CA1051 // A public field is what is tested.
    public double Field;
#pragma warning restore CA1051
}

public sealed class Special : Plain;

[DataContract]
public sealed class Contracted
{
    [DataMember(Order = 0)]
    public int Sent { get; set; }

    [DataMember(Order = 2)]
    public string? Also { get; set; }

    public int NotSent { get; set; }
}

public sealed class Tree
{
    public Tree? Child { get; set; }
}

internal sealed record Hidden(int Value);

public struct Money
{
    private readonly long _cents;

    public Money(long cents) => _cents = cents;

    public readonly decimal Amount => _cents / 100m;
}

// Three bytes of padding before the number.
public struct Padded
{
    public byte Kind { get; set; }

    public int Number { get; set; }
}

public sealed class NoWayBack(int given)
{
    public int Kept { get; } = given;
}

public sealed class Secretive
{
    private readonly int _secret = 42;

    public override string ToString() => $"{_secret}";
}

public sealed class Throwing
{
#pragma warning disable CA1065, CA1822 // That it throws is what is tested.
    public int Bad { get => throw new InvalidOperationException("no number today"); set => _ = value; }
#pragma warning restore CA1065, CA1822
}
