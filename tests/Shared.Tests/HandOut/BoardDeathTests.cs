using Cluster.HandOut;

namespace Cluster.Tests.HandOut;

/// <summary>A worker dies at every point of taking, claiming, writing and marking: the others finish the stage, and nothing is computed by
/// two at a time.</summary>
public sealed class BoardDeathTests
{
    private const int Chunks = 24;

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 3)]
    [InlineData(1, null)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(2, 5)]
    [InlineData(3, null)]
    [InlineData(3, 2)]
    public void Board_WorkerDiesAnywhere_TheOtherFinishesTheStage(int rule, int? batch)
    {
        int deaths = 0;
        bool died = true;
        for (int at = 0; died; at++)
        {
            using var memory = new BoardMemory(Chunks, 2);
            memory.Begin((TakingRule)rule, batch);
            died = !Work(memory, memory.Enter(0), diesAt: at);
            if (died) Lose(memory, place: 0, expectedClaims: at);
            if (died && rule == (int)TakingRule.OwnBlock) memory.Owner.Abandon(0);
            Assert.True(Work(memory, memory.Enter(1), diesAt: -1));
            IEnumerable<int> open = Enumerable.Range(0, Chunks).Where(chunk => !IsDone(memory, chunk));
            Assert.True(memory.IsDone, $"death {at}: {string.Join(' ', open)} are not done");
            AssertPartials(memory);
            deaths += died ? 1 : 0;
        }

        // Each chunk has three points at least.
        Assert.True(deaths > Chunks, $"{deaths} deaths");
    }

    // One after the other in the same place, as it is where workers are replaced; two of each stage die.
    [Fact]
    public void Board_TwoDieOneAfterTheOther_TheThirdFinishesTheStage()
    {
        for (int first = 0; first < 20; first++)
        {
            for (int second = 0; second < 20; second++)
            {
                using var memory = new BoardMemory(Chunks, 2);
                memory.Begin(TakingRule.OwnBlockThenHelp, 4);
                Assert.False(Work(memory, memory.Enter(0), first));
                Lose(memory, 0, first);
                Assert.False(Work(memory, memory.Enter(0), second));
                Lose(memory, 0, second);
                Assert.True(Work(memory, memory.Enter(0), -1));
                Assert.True(memory.IsDone);
                AssertPartials(memory);
            }
        }
    }

    private static void Lose(BoardMemory memory, int place, int expectedClaims)
    {
        List<int> claimed = [.. memory.Owner.ClaimedBy(place)];
        Assert.True(claimed.Count <= 1, $"death {expectedClaims}: {claimed.Count} chunks claimed");
        foreach (int chunk in claimed) memory.Owner.Open(chunk);
        memory.Owner.Sweep();
    }

    // False when it died; what it had written by then stays.
    private static bool Work(BoardMemory memory, BoardWorker worker, int diesAt)
    {
        int point = 0;
        BoardWorker.Probe = _ =>
        {
            if (point++ == diesAt) throw new DeathException();
        };
        try
        {
            while (worker.TryNext(out int chunk))
            {
                Assert.True(memory.Owner.Read(chunk).Is(memory.Owner.Stage, ChunkState.Claimed));
                worker.Partial(chunk, 8).Fill((byte)(chunk + 1));
                worker.Finish(chunk, 8);
            }

            return true;
        }
        catch (DeathException)
        {
            return false;
        }
        finally
        {
            BoardWorker.Probe = null;
        }
    }

    private static bool IsDone(BoardMemory memory, int chunk) => memory.Owner.Read(chunk).Is(memory.Owner.Stage, ChunkState.Done);

    private static void AssertPartials(BoardMemory memory)
    {
        byte[] partial = new byte[8];
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            Assert.Equal(8, memory.Owner.CopyPartial(chunk, partial));
            Assert.All(partial, value => Assert.Equal(chunk + 1, value));
        }
    }

    private sealed class DeathException : Exception;
}
