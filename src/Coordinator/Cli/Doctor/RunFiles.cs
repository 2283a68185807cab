using Cluster.Coordinator.Reporting.Health;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Faults;
using Cluster.Processes;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Where the workers' sockets lie while they connect, and what dead coordinators left there.</summary>
internal static class RunFiles
{
    internal static IEnumerable<Finding> Look()
    {
        yield return Create();
        string[] leftovers = [.. RunDirectory.Leftovers()];
        string count = Units.Count(leftovers.Length, "directory", "directories");
        yield return leftovers.Length == 0
            ? Finding.Ok("leftovers", "none")
            : Finding.Note("leftovers", $"{count} of coordinators that were killed: {string.Join(' ', leftovers)}", "coordinator doctor --clean removes them");
    }

    /// <summary>Removes what dead coordinators left, and tells of what stays.</summary>
    internal static IEnumerable<Finding> Clean()
    {
        IReadOnlyList<RunLeftover> all = RunSweep.Sweep(RunRoots.All());
        if (all.Count == 0) yield return Finding.Ok("leftovers", "none");
        foreach (RunLeftover one in all)
            yield return one.KeptBecause is { } why ? Finding.Ok("kept", $"{one.Path}: {why}") : Finding.Ok("removed", one.Path);
    }

    private static Finding Create()
    {
        try
        {
            using RunDirectory directory = RunDirectory.Create();
            return Finding.Ok("run directory", $"{Path.GetDirectoryName(directory.Path)} can be written to");
        }
        catch (FaultException ex)
        {
            return Finding.Problem("run directory", ex.Message, "set XDG_RUNTIME_DIR to a private directory with a short path");
        }
    }
}
