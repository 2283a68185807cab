namespace Cluster.Coordinator.Reporting.Demonstrations;

/// <summary>Facts of one kind beside each other.</summary>
/// <param name="Name">In JSON: an array with an object for each row.</param>
/// <param name="Rows">The same facts in each; the first says what the row is about.</param>
internal sealed record FactTable(string Name, IReadOnlyList<IReadOnlyList<Fact>> Rows);
