namespace Cluster.Tests.Pools.Crashes;

/// <summary>Where a <see cref="Trap"/> goes off.</summary>
public enum TrapAt
{
    /// <summary>Never.</summary>
    Nowhere,

    /// <summary>When the program writes it.</summary>
    WritingInProgram,

    /// <summary>When a worker reads it.</summary>
    ReadingInWorker,

    /// <summary>When a worker writes it.</summary>
    WritingInWorker,

    /// <summary>When the program reads it.</summary>
    ReadingInProgram,
}
