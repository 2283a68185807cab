using Cluster.Coordinator.Reporting.Demonstrations;

namespace Cluster.Coordinator.Demonstrations;

/// <summary>A classic mistake, made on purpose with real processes, detected and cured.</summary>
/// <remarks>Ends by itself. What it reports is measured in that run.</remarks>
internal interface IDemonstration
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    /// <summary>The mistake in a few words.</summary>
    string Title { get; }

    /// <summary>Where it comes from, with the original's figures.</summary>
    string Source { get; }

    /// <summary>How often <see cref="DemonstrationRuns.Begin"/> is called.</summary>
    int Steps { get; }

    /// <exception cref="Faults.FaultException">Workers could not be started, or were lost.</exception>
    /// <exception cref="OperationCanceledException">It was ended early; no process is left.</exception>
    Task<Lesson> RunAsync(DemonstrationRuns runs);
}
