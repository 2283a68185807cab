namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>The constants of a machine that depend on how many workers there are, for one number of them.</summary>
internal sealed record WorkerCosts
{
    public required int Workers { get; init; }

    public required StageCosts Threads { get; init; }

    public required StageCosts Shared { get; init; }

    /// <summary>For a job with arrays; one without is handed out as in mode shared.</summary>
    public required StageCosts Pipe { get; init; }

    /// <summary>Seconds from the start of the first process to the last handshake.</summary>
    public required Estimate Spawn { get; init; }

    /// <summary>Seconds from the wish to end to the end of the last process.</summary>
    public required Estimate Teardown { get; init; }

    /// <summary>Seconds that the first stage after a start takes more than later ones: the workers' code is compiled.</summary>
    public required Estimate FirstStage { get; init; }

    /// <summary>Seconds per byte and worker to map memory that others have filled, all workers at the same time.</summary>
    public required Estimate TouchingByte { get; init; }

    /// <summary>Seconds per byte and worker to let go of it.</summary>
    public required Estimate ReleasingByte { get; init; }

    /// <summary>Seconds per byte and worker to map memory that it writes, and to let go of it: its pages may be of another size.</summary>
    public required Estimate WritingByte { get; init; }
}
