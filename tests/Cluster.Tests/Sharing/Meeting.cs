using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

/// <summary>Phases of which nobody begins the next one before the other is there.</summary>
internal static class Meeting
{
    internal static void Play(SharedBarrier barrier, SharedArray<int> at, int me, int phases)
    {
        for (int phase = 1; phase <= phases; phase++)
        {
            Volatile.Write(ref at[me], phase);
            barrier.SignalAndWait(TestTimeouts.Unexpected);
            int other = Volatile.Read(ref at[1 - me]);
            if (other != phase && other != phase + 1) throw new InvalidOperationException($"in phase {phase} the other one is in {other}");
        }
    }
}
