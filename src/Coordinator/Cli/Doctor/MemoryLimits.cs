using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Reporting.Health;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Interop;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>How large an input may be.</summary>
internal static class MemoryLimits
{
    // Coordinator and two workers without data take about 100 MiB.
    private const long Least = 256L << 20;

    internal static IEnumerable<Finding> Look()
    {
        long available = MemoryBudget.Available();
        string what = $"{Units.Bytes(available)} of {Units.Bytes(Machine.Read().MemoryBytes)} are available";
        yield return available < Least
            ? Finding.Problem("memory", what, "end other programs: coordinator and workers take 100 MiB before any data")
            : Finding.Ok("memory", what);

        if (ControlGroup.MemoryLimit is not { } bytes) yield break;
        string end = $"the control group ends at {Units.Bytes(bytes)}; shared segments count as well";
        yield return Finding.Note("memory limit", end, "keep inputs below half of it, or raise memory.max");
    }
}
