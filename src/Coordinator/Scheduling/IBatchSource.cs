namespace Cluster.Coordinator.Scheduling;

/// <summary>Hands the chunks of one stage out, each once.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time.</remarks>
internal interface IBatchSource
{
    /// <summary>The next batch for <paramref name="worker"/>, 0 … workers − 1; false when nothing is left for it.</summary>
    bool TryTake(int worker, out ChunkRange batch);

    /// <summary>Says that <paramref name="worker"/> will not ask any more: what was meant for it goes to whoever asks.</summary>
    void Abandon(int worker);

    /// <summary>Takes back chunks that were handed out and not finished; they go to whoever asks next.</summary>
    void Return(ChunkRange batch);
}
