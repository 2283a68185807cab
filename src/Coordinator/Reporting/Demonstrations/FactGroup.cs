namespace Cluster.Coordinator.Reporting.Demonstrations;

/// <summary>Facts that belong together.</summary>
/// <param name="Name">In JSON.</param>
/// <param name="Title">For people.</param>
/// <param name="Facts">Before the table.</param>
/// <param name="Table">Null where there is nothing to set beside each other.</param>
internal sealed record FactGroup(string Name, string Title, IReadOnlyList<Fact> Facts, FactTable? Table = null);
