namespace Cluster.Coordinator.Cli.Options;

/// <summary>Whose workers compute.</summary>
internal enum Engine
{
    /// <summary>Those of this process.</summary>
    Local,

    /// <summary>Those of all ranks that <c>mpirun</c> has started, this process being one of them.</summary>
    Mpi,
}
