namespace Cluster.Coordinator.Scheduling;

/// <summary>How chunks are grouped into batches and given out. Never changes a result, only its time.</summary>
internal enum Schedule
{
    /// <summary><see cref="OwnBlockSource"/>: each worker goes through its own block, then helps where most is left.</summary>
    Auto,

    /// <summary>Equal blocks, decided beforehand.</summary>
    Static,

    /// <summary>The next batch to whoever asks.</summary>
    Dynamic,

    /// <summary>As dynamic, with batches that shrink as the work runs out.</summary>
    Guided,
}
