namespace Cluster.Workloads;

/// <summary>What random numbers are for; each purpose draws from a stream of its own, so no two share numbers within a run.</summary>
/// <remarks>The numbers decide what a seed yields: append, never reuse, never renumber.</remarks>
internal enum RandomStream : uint
{
    FirstInput = 1,
    SecondInput = 2,

    /// <summary>Numbers that a job draws while it computes.</summary>
    Samples = 3,
}
