namespace Cluster.Tasks;

/// <summary>Takes what a function reports of its progress to whoever shows it.</summary>
internal interface IProgressSink
{
    /// <summary>Called on the thread of the function that reports; several may at a time.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="message">What it is doing; null if it did not say.</param>
    void Report(double fraction, string? message);

    /// <summary>The number of the call that the function is run for, and its place there; 0 where nothing was sent.</summary>
    (long Call, int Task) Place => default;
}
