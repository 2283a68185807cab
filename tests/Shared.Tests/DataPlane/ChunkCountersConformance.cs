using System.Runtime.InteropServices;
using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

/// <summary>Whichever way counts take, in the end each counter holds what all chunks have added to it.</summary>
public abstract class ChunkCountersConformance
{
    [Fact]
    public void Finish_ChunksOfSeveralWorkers_AddUp()
    {
        SeededRandom random = SeededRandom.Create();
        foreach (int count in new[] { 1, 2, 257 })
        {
            using SharedSegment segment = SharedSegment.Create("counters", MappedCounters.ByteLength(count), Path.GetTempPath());
            using var total = new MappedCounters(count, segment.Memory.Address);
            using (IChunkCounters one = Open(segment, count), two = Open(segment, count))
            {
                // Twice, as in a second repetition.
                for (int repetition = 0; repetition < 2; repetition++)
                {
                    total.Clear();
                    long[] expected = new long[count];
                    for (int chunk = 0; chunk < 20; chunk++) Count(random.Next(2) == 0 ? one : two, total, expected, random);
                    Assert.Equal(expected, total.Read());
                }
            }
        }
    }

    [Fact]
    public void Begin_LockOfEachChunk_IsFree()
    {
        using SharedSegment segment = SharedSegment.Create("counters", MappedCounters.ByteLength(1), Path.GetTempPath());
        using IChunkCounters counters = Open(segment, 1);
        foreach (int worker in new[] { 0, 5, 0 })
        {
            using (SharedCounters.Hold held = counters.Begin(worker).Enter()) Assert.False(held.Waited);
            counters.Finish();
        }
    }

    /// <summary>What a worker counts in.</summary>
    private protected abstract IChunkCounters Open(SharedSegment segment, int count);

    private static void Count(IChunkCounters counters, MappedCounters total, long[] expected, SeededRandom random)
    {
        SharedCounters chunk = counters.Begin(random.Next(4));
        Assert.Equal(expected.Length, chunk.Count);
        for (int i = random.Next(10); i > 0; i--)
        {
            int counter = random.Next(expected.Length);
            long amount = random.NextInt64(-1L << 40, 1L << 40);
            chunk[counter] += amount;
            expected[counter] += amount;
        }

        ReadOnlySpan<byte> travels = counters.Finish();
        if (travels.IsEmpty) return;
        Assert.Equal(expected.Length, MemoryMarshal.Cast<byte, long>(travels).Length);
        total.Add(travels);
    }
}
