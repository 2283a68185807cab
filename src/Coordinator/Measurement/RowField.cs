namespace Cluster.Coordinator.Measurement;

/// <summary>A named value of a row.</summary>
/// <param name="Name">In camel case; a number's unit is part of it: <c>gigabytesPerSecond</c>.</param>
/// <param name="Value">
/// A word, a truth value, a <see cref="long"/>, a <see cref="double"/>, an array of numbers, a <see cref="Statistics.Spread"/> (three
/// numbers: the median under the name itself, the others with <c>Min</c> and <c>Max</c> behind it), a <see cref="Statistics.Histogram"/>;
/// null where nothing could be measured.
/// </param>
internal readonly record struct RowField(string Name, object? Value);
