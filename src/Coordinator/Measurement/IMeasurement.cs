namespace Cluster.Coordinator.Measurement;

/// <summary>One part of <c>measure</c>: an experiment that yields rows of figures.</summary>
/// <remarks>
/// A part stands alone: it makes what it needs (memory, processes), and nothing of that is left when its task is complete, however that
/// ended. Parts run one after the other, on a machine that is otherwise as idle as its user keeps it.
/// </remarks>
internal interface IMeasurement
{
    /// <summary>On the command line, and the key of its rows in the document.</summary>
    string Name { get; }

    /// <summary>What is measured, on one line.</summary>
    string Summary { get; }

    /// <param name="settings">How thoroughly, and with how many workers.</param>
    /// <param name="progress">Gets the fraction done, from any thread.</param>
    /// <param name="cancellationToken">Ends it, at the latest after the repetition that is under way.</param>
    /// <exception cref="Faults.FaultException">There is not enough memory, or a process that takes part was lost.</exception>
    Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken);
}
