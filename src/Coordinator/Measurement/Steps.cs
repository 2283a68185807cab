namespace Cluster.Coordinator.Measurement;

/// <summary>Counts the steps of a part for whoever watches, and is where a part ends early.</summary>
/// <remarks>One thread.</remarks>
internal sealed class Steps(int total, IProgress<double> progress, CancellationToken cancellationToken)
{
    private int _done;

    /// <summary>A step is finished.</summary>
    /// <exception cref="OperationCanceledException">There is to be no other.</exception>
    internal void Next()
    {
        progress.Report((double)++_done / total);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
