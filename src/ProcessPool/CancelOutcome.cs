namespace Cluster;

/// <summary>What came of the wish to cancel a task.</summary>
public enum CancelOutcome
{
    /// <summary>It did not begin, or it heeded its token. It is cancelled.</summary>
    Cancelled,

    /// <summary>It had ended before the wish reached it. Its result stands.</summary>
    TooLate,

    /// <summary>It was running, did not heed its token, and was ended together with its worker, which is replaced. It is cancelled.</summary>
    Killed,
}
