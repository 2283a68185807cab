namespace Cluster.Dispatch;

/// <summary>Where a call is. Under the dispatcher's gate.</summary>
internal enum CallState
{
    /// <summary>Made, and not handed over.</summary>
    New,

    /// <summary>In the queue.</summary>
    Queued,

    /// <summary>With a worker, begun or not.</summary>
    Sent,

    /// <summary>All its tasks have ended.</summary>
    Ended,
}
