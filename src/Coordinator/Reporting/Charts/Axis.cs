namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>What an axis shows.</summary>
/// <param name="Title">With the unit.</param>
/// <param name="Label">A value as text.</param>
/// <param name="IsLogarithmic">Equal ratios instead of equal differences.</param>
/// <param name="Root">Whose powers are marked on a logarithmic axis: 10, or 2 and 4 for sizes.</param>
/// <param name="IsWhole">Whether there is nothing between whole numbers.</param>
/// <param name="FromZero">Whether a linear axis begins at 0 whatever its values are.</param>
internal sealed record Axis(string Title, Func<double, string> Label, bool IsLogarithmic = false, int Root = 10, bool FromZero = true, bool IsWhole = false);
