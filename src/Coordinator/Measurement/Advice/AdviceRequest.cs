using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What somebody wants advice about.</summary>
/// <param name="Run">The job; its workers are the most that are considered.</param>
/// <param name="Cores">Of another machine; null for this one.</param>
/// <param name="BytesPerSecond">Of another machine's memory; null for this one's.</param>
/// <param name="Verifies">Whether all modes are run in the end.</param>
/// <param name="Refreshes">Whether the machine is measured although its constants are known.</param>
internal sealed record AdviceRequest(RunRequest Run, int? Cores, double? BytesPerSecond, bool Verifies, bool Refreshes)
{
    /// <summary>What lies between several machines; null for one machine.</summary>
    public RankCosts? Ranks { get; init; }

    internal bool IsForOtherMachine => Cores is not null || BytesPerSecond is not null;
}
