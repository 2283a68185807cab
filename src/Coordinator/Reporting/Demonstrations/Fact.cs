using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Demonstrations;

/// <summary>One value that was measured in this very run.</summary>
/// <param name="Name">In JSON, with the unit where there is one.</param>
/// <param name="Label">For people; the heading where it stands in a table.</param>
/// <param name="Value">What <see cref="Json.JsonValues.WriteValue"/> writes.</param>
/// <param name="Text">For people, with the unit.</param>
internal sealed record Fact(string Name, string Label, object Value, string Text)
{
    internal static Fact Number(string name, string label, long value) => new(name, label, value, Units.Number(value));

    internal static Fact Number(string name, string label, double value) => new(name, label, value, Units.Digits(value));

    /// <param name="name">Without its unit.</param>
    internal static Fact Time(string name, string label, TimeSpan time) =>
        new($"{name}Seconds", label, time.TotalSeconds, Units.Time(time));

    internal static Fact Truth(string name, string label, bool value) => new(name, label, value, value ? "yes" : "no");

    internal static Fact Word(string name, string label, string value) => new(name, label, value, value);

    internal static Fact List(string name, string label, long[] values) =>
        new(name, label, values, string.Join(", ", values.Select(static value => Units.Number(value))));

    internal static Fact List(string name, string label, double[] values) =>
        new(name, label, values, string.Join(", ", values.Select(static value => Units.Number(value))));

    /// <summary>How many times as much.</summary>
    internal static Fact Ratio(string name, string label, double ratio) => new(name, label, ratio, Units.Factor(ratio));
}
