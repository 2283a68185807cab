namespace Cluster.Coordinator.Scheduling;

/// <summary>Hands the chunks of one stage out, each once.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time.</remarks>
internal interface IBatchSource
{
    /// <summary>The next batch for <paramref name="worker"/>, 0 … workers − 1; false when nothing is left for it within its reach.</summary>
    bool TryTake(int worker, Reach reach, out ChunkRange batch);

    /// <summary>The next batch for <paramref name="worker"/>, wherever its data is.</summary>
    sealed bool TryTake(int worker, out ChunkRange batch) => TryTake(worker, Reach.All, out batch);

    /// <summary>Says that <paramref name="worker"/> will not ask any more: what was meant for it goes to whoever asks.</summary>
    void Abandon(int worker);

    /// <summary>Takes back chunks that were handed out and not finished; they go to whoever asks next.</summary>
    void Return(ChunkRange batch);
}
