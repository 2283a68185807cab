using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>What a run yields: named values, in a fixed order, and which of them is the array result.</summary>
/// <param name="Fields">In the order in which they are shown and hashed.</param>
/// <param name="ArrayField">Name of the field that <c>--output</c> writes; null if the job has none.</param>
/// <param name="ArrayLayout">Type and shape of that field.</param>
public sealed record JobResult(IReadOnlyList<ResultField> Fields, string? ArrayField = null, ArrayLayout? ArrayLayout = null);
