using Cluster.Coordinator.Execution;
using Cluster.Jobs;

namespace Cluster.Coordinator.Demonstrations.Rng;

/// <summary>What the tasks of one run gave, in the order of the tasks.</summary>
/// <param name="Workers">That computed them.</param>
/// <param name="Inside">Points inside the circle.</param>
/// <param name="Processes">Who computed each.</param>
/// <param name="Turns">How many tasks that process had computed before.</param>
/// <param name="Digest">Of the points inside.</param>
internal sealed record TaskEstimates(int Workers, long[] Inside, long[] Processes, long[] Turns, string Digest)
{
    internal EqualResults Equal { get; } = EqualResults.Among(Inside);

    internal double[] Estimates => Of(Inside);

    internal static TaskEstimates Of(RunOutcome outcome)
    {
        JobResult result = outcome.Result;
        (long[] inside, long[] processes) = (result.Value<long[]>("inside"), result.Value<long[]>("processes"));
        return new TaskEstimates(outcome.Workers, inside, processes, result.Value<long[]>("turns"), outcome.Digest);
    }

    /// <summary>Four times the share of points inside the circle.</summary>
    internal static double[] Of(long[] inside) => [.. inside.Select(static count => 4.0 * count / RngDemonstration.Samples)];
}
