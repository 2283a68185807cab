using Cluster.Numerics;
using Cluster.Tests.Pools;

namespace Cluster.Tests.Documentation;

/// <summary>The sections of <c>docs/library.md</c> on data that stays and data that is shared.</summary>
public sealed class DataSnippetTests : PoolTest
{
    private static Dictionary<string, string> LoadDictionary() => new() { ["cat"] = "Katze", ["dog"] = "Hund" };

    private static string Translate(string word, Resident<Dictionary<string, string>> dictionary) => dictionary.Value.GetValueOrDefault(word, word);

    [Fact]
    public async Task Broadcast_StaysWithTheWorkers()
    {
        string[] words = ["cat", "mouse", "dog"];
        await using ProcessPool pool = await StartAsync();
        using Resident<Dictionary<string, string>> dictionary = await pool.BroadcastAsync(LoadDictionary());
        string[] translated = await pool.MapAsync(Translate, words.Select(word => (word, dictionary))).ToArrayAsync();
        Assert.Equal(["Katze", "mouse", "Hund"], translated);
    }

    [Fact]
    public async Task Scatter_ComesBackChanged()
    {
        double[] readings = [1, 2, 3, 4, 5];
        await using ProcessPool pool = await StartAsync();
        IReadOnlyList<Resident<double[]>> parts = await pool.ScatterAsync(readings);
        double[] sums = await pool.MapAsync(static (Resident<double[]> part) => part.Value.Sum(), parts).ToArrayAsync();
        double mean = sums.Sum() / readings.Length;
        await pool.ForEachAsync(static ((Resident<double[]> Part, double Mean) task) =>
        {
            Span<double> values = task.Part.Value;
            for (int i = 0; i < values.Length; i++) values[i] -= task.Mean;
        }, parts.Select(part => (part, mean)));
        double[] centred = await pool.GatherAsync(parts);
        foreach (Resident<double[]> part in parts) part.Dispose();
        Assert.Equal([-2, -1, 0, 1, 2], centred);
    }

    private static void FillRow(SharedArray<float> image, int row) => image.Rows(row, 1).AsSpan().Fill(row);

    [Fact]
    public async Task SharedArray_IsSeenByAll()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedArray<float> image = pool.CreateShared<float>([480, 640], ArrayOrder.C);
        await pool.ForEachAsync(static ((SharedArray<float> Image, int Row) task) => FillRow(task.Image, task.Row), Enumerable.Range(0, 480).Select(row => (image, row)));
        float corner = image[479, 639];
        Assert.Equal(479, corner);
    }

    private static void Count(SharedValue<long> total, SharedLock gate, SharedArray<int> histogram, int value)
    {
        total.Add(value);
        using SharedLock.Scope held = gate.Enter();
        histogram[value % 10]++;
    }

    [Fact]
    public async Task CountersAndLocks_LoseNothing()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedValue<long> total = pool.CreateSharedValue<long>();
        using SharedLock gate = pool.CreateLock();
        using SharedArray<int> histogram = pool.CreateShared<int>(10);
        PoolTask[] tasks = [.. Enumerable.Range(0, 100).Select(value => pool.Submit(Count, total, gate, histogram, value))];
        foreach (PoolTask task in tasks) await task;
        Assert.Equal(4950, total.Value);
        Assert.Equal(Enumerable.Repeat(10, 10), histogram.AsSpan().ToArray());
    }

    private static void Sweep(SharedArray<double> field, SharedBarrier step, int part)
    {
        for (int round = 0; round < 10; round++)
        {
            field[part] += 1;
            step.SignalAndWait(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Barrier_LetsTasksGoInStep()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedArray<double> field = pool.CreateShared<double>(2);
        using SharedBarrier step = pool.CreateBarrier(2);
        PoolTask left = pool.Submit(Sweep, field, step, 0), right = pool.Submit(Sweep, field, step, 1);
        await left;
        await right;
        Assert.Equal([10, 10], field.AsSpan().ToArray());
    }

    private static int Search(TaskQueue<string> found, int from)
    {
        for (int n = from; n < from + 100; n++)
            if (n % 50 == 7) found.Add($"{n}");
        return 100;
    }

    [Fact]
    public async Task Queue_TellsBeforeTheEnd()
    {
        var seen = new List<string>();
        await using ProcessPool pool = await StartAsync();
        using TaskQueue<string> found = pool.CreateQueue<string>();
        Task reading = Task.Run(async () =>
        {
            await foreach (string each in found.ReadAllAsync()) seen.Add(each);
        });
        int searched = await pool.Submit(Search, found, 0) + await pool.Submit(Search, found, 100);
        found.Dispose();
        await reading;
        Assert.Equal(200, searched);
        Assert.Equal(["7", "57", "107", "157"], seen);
    }
}
