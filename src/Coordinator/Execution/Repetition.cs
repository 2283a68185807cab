using Cluster.Jobs;

namespace Cluster.Coordinator.Execution;

/// <summary>One pass over all stages, with the input in place, and the workers up unless their lifetime is shorter.</summary>
/// <param name="Time">From the first batch to the result; where workers do not outlive the repetition, from their start to their end.</param>
/// <param name="Result">What it yielded.</param>
/// <param name="Digest">Of the result.</param>
/// <param name="Account">Where time and bytes went.</param>
/// <param name="ReduceTicks">Coordinator's time on combining partials.</param>
internal sealed record Repetition(TimeSpan Time, JobResult Result, string Digest, RepetitionAccount Account, long ReduceTicks);
