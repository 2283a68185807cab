namespace Cluster;

/// <summary>What becomes of tasks that have not ended when their pool is disposed.</summary>
public enum DisposePolicy
{
    /// <summary>They are waited for.</summary>
    Drain,

    /// <summary>They are cancelled at once, and workers that run one are killed.</summary>
    Cancel,
}
