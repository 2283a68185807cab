namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>What an axis shows.</summary>
/// <param name="Title">With the unit.</param>
/// <param name="Label">A value as text, with its unit.</param>
/// <param name="Tick">A round value on the axis, as short as it can be; null for <paramref name="Label"/>.</param>
/// <param name="IsLogarithmic">Equal ratios instead of equal differences.</param>
/// <param name="Root">Whose powers are marked on a logarithmic axis: 10, or 2 and 4 for sizes.</param>
/// <param name="FromZero">Whether a linear axis begins at 0 whatever its values are.</param>
/// <param name="IsWhole">Whether there is nothing between whole numbers.</param>
internal sealed record Axis(
    string Title, Func<double, string> Label, Func<double, string>? Tick = null, bool IsLogarithmic = false, int Root = 10, bool FromZero = true, bool IsWhole = false)
{
    internal string TickLabel(double value) => (Tick ?? Label)(value);

    /// <summary>Whether a value can be shown: figures may be missing, and a logarithm needs a positive one.</summary>
    internal bool Shows(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);
}
