namespace Cluster.Tests.Sharing;

/// <summary>Increments of several kinds, of which two processes lose none.</summary>
public sealed record Counting(SharedLock Lock, SharedArray<long> Plain, SharedValue<int> Atomic, SharedValue<double> Updated, int Rounds)
{
    internal void Play()
    {
        for (int i = 0; i < Rounds; i++)
        {
            using (Lock.Enter())
            {
                // Ordinary reads and writes: only the lock keeps them together.
                Plain[0]++;
                Plain[1] = Plain[0];
            }

            Atomic.Increment();
            Updated.Update(static value => value + 0.5);
        }
    }
}
