using Cluster.Coordinator.Reporting.Health;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>All checks, in the order of the report. One that fails itself is a finding like any other.</summary>
internal static class Checkup
{
    private static readonly (string Subject, Func<IEnumerable<Finding>> Look)[] Checks =
    [
        ("cores", Processor.Look),
        ("memory", MemoryLimits.Look),
        ("shared memory", SharedMemory.Look),
        ("huge pages", HugePages.Look),
        ("limits", Limits.Look),
        ("run directory", RunFiles.Look),
        ("worker", WorkerBuild.Look),
    ];

    internal static IReadOnlyList<Finding> Run()
    {
        var findings = new List<Finding>();
        foreach ((string subject, Func<IEnumerable<Finding>> look) in Checks)
        {
            try
            {
                findings.AddRange(look());
            }
            catch (Exception ex)
            {
                findings.Add(Finding.Problem(subject, $"{ex.GetType().Name}: {ex.Message}", "please report it"));
            }
        }

        return findings;
    }
}
