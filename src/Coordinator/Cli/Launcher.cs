using System.Globalization;

namespace Cluster.Coordinator.Cli;

/// <summary>What <c>mpirun</c> says to a process that it starts, before MPI itself can be asked.</summary>
internal static class Launcher
{
    /// <summary>Number of this process among those that were started together; null if it was started by something else.</summary>
    internal static int? Rank => Number("OMPI_COMM_WORLD_RANK");

    /// <summary>The same among those of this machine.</summary>
    internal static int? RankOnHost => Number("OMPI_COMM_WORLD_LOCAL_RANK");

    /// <summary>
    /// Keeps control characters out of what it forwards: it gives ranks a terminal of its own for their output, wherever that goes in the end, and a runtime that
    /// sees one sets it up.
    /// </summary>
    internal static void ForgoTerminal()
    {
        if (Rank is not null) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
