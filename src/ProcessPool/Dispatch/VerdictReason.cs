namespace Cluster.Dispatch;

/// <summary>What a task did that its worker is killed for.</summary>
internal enum VerdictReason
{
    /// <summary>Its time was up.</summary>
    Timeout,

    /// <summary>It used more memory than its worker may.</summary>
    Memory,

    /// <summary>It was cancelled, and did not heed it.</summary>
    Cancelled,
}
