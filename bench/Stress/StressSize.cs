namespace Cluster.Stress;

/// <summary>How much of a campaign is run.</summary>
internal enum StressSize
{
    /// <summary>A fifth of <see cref="Ci"/>: whether the tool itself works.</summary>
    Smoke,

    /// <summary>All campaigns in a minute and a half on two idle cores.</summary>
    Ci,

    /// <summary>The figures that are published.</summary>
    Full,

    /// <summary>Ten times <see cref="Full"/>.</summary>
    Night,
}
