using Cluster.Coordinator.Scheduling;

namespace Cluster.Tests.Scheduling;

/// <summary>A worker that will not ask any more must not take its share with it.</summary>
public sealed class AbandonTests
{
    [Theory]
    [InlineData("Static")]
    [InlineData("Dynamic")]
    [InlineData("Guided")]
    [InlineData("Auto")]
    public void Abandon_OneOfThreeWorkers_LeavesEveryChunkToTheOthers(string word)
    {
        IBatchSource source = BatchSource.Create(Enum.Parse<Schedule>(word), chunks: 31, workers: 3, batch: null);
        var taken = new List<int>();
        Assert.True(source.TryTake(0, out ChunkRange first));
        taken.AddRange(Enumerable.Range(first.First, first.Count));
        source.Abandon(1);
        for (bool any = true; any;)
        {
            any = false;
            foreach (int worker in new[] { 0, 2 })
            {
                if (!source.TryTake(worker, out ChunkRange batch)) continue;
                taken.AddRange(Enumerable.Range(batch.First, batch.Count));
                any = true;
            }
        }

        Assert.Equal(Enumerable.Range(0, 31), taken.Order());
    }
}
