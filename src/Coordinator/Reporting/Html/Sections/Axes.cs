using System.Globalization;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>Axes that several sections have: the same quantity looks the same everywhere.</summary>
internal static class Axes
{
    internal static Axis Milliseconds(string title) => new(title, static value => Units.Time(TimeSpan.FromMilliseconds(value)), Ticks.Number);

    internal static Axis GigabytesPerSecond { get; } = new("GB/s", static value => $"{Units.Digits(value)} GB/s", Ticks.Number);

    internal static Axis GigabytesPerSecondByRatio { get; } = GigabytesPerSecond with { Title = "GB/s, logarithmic", IsLogarithmic = true };

    internal static Axis Bytes(string title) => new(title, static value => Units.Bytes((long)value), Ticks.Bytes);

    internal static Axis BytesByRatio(string title) => Bytes(title) with { IsLogarithmic = true, Root = 4 };

    internal static Axis Workers { get; } = Counted("workers");

    internal static Axis Counted(string what) => new(
        what, value => $"{value.ToString("0.#", CultureInfo.InvariantCulture)} {(value == 1 && what.EndsWith('s') ? what[..^1] : what)}",
        Ticks.Number, FromZero: false, IsWhole: true);
}
