namespace Cluster.Workloads.Elementwise;

/// <summary>What is applied to each element.</summary>
internal enum ElementFunction
{
    Exp,
    Sin,

    /// <summary>The only one of two inputs.</summary>
    Add,
    NormalIsf,
}
