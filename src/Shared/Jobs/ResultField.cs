namespace Cluster.Jobs;

/// <summary>One named value of a result.</summary>
/// <param name="Name">In camel case, as in the JSON document.</param>
/// <param name="Value">A <see cref="long"/>, a <see cref="double"/>, a <see cref="string"/>, or an array of one of them.</param>
/// <param name="IsMeasured">True for what differs from run to run, such as collections of garbage; the digest leaves it out.</param>
public sealed record ResultField(string Name, object Value, bool IsMeasured = false);
