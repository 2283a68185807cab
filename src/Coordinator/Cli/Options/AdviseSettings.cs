using Cluster.Coordinator.Measurement.Advice;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>What one call of <c>advise</c> is to do.</summary>
/// <param name="Run">The job, its workers the most that are considered, and how it is run if that is asked for.</param>
/// <param name="Cores">Of another machine; null for this one.</param>
/// <param name="GigabytesPerSecond">That the memory of another machine delivers; null for this one's.</param>
/// <param name="Verify">Whether all modes are run in the end.</param>
/// <param name="Refresh">Whether this machine is measured anew.</param>
/// <param name="Ranks">What lies between several machines; null for one machine.</param>
internal sealed record AdviseSettings(RunSettings Run, int? Cores, double? GigabytesPerSecond, bool Verify, bool Refresh, RankCosts? Ranks = null);
