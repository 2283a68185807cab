using Cluster.TestKit;
using Cluster.Tests.Pools;

namespace Cluster.Tests.Documentation;

/// <summary>The sections of <c>docs/library.md</c> on functions, values, failures, ends and streams.</summary>
public sealed class TaskSnippetTests : PoolTest
{
    [Fact]
    public async Task Functions_OfAllKinds_Run()
    {
        await using ProcessPool pool = await StartAsync();
        int limit = 10;
        int sum = await pool.Submit(static (int a, int b) => a + b, 1, 2);
        int[] below = await pool.MapAsync(static (int x, int limit) => Math.Min(x, limit), Enumerable.Range(0, 20).Select(x => (x, limit))).ToArrayAsync();
        string name = await pool.Submit(static async (string host, WorkerContext context) =>
        {
            await Task.Delay(1, context.CancellationToken);
            return $"{host}, asked by worker {context.WorkerId}, attempt {context.Attempt}";
        }, "example.org");

        Assert.Equal((3, 10, 20), (sum, below[^1], below.Length));
        Assert.Matches("^example.org, asked by worker [01], attempt 1$", name);
        ArgumentException ex = Assert.Throws<ArgumentException>(() => { _ = pool.Submit((int x) => Math.Min(x, limit), 3); });
        Assert.Contains("it captures 'limit'; pass it as an argument, e.g. pool.Submit(static (int x, int limit) => …, x, limit)", ex.Message);
    }

    internal sealed record Point(double X, double Y);

    internal sealed record Track(string Name, List<Point> Points, Dictionary<string, int> Counts, DateTime? Start);

    private static double Length(Track track) => track.Points.Zip(track.Points.Skip(1), static (a, b) => Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2))).Sum();

    [Fact]
    public async Task Values_AreDeclaredTypes()
    {
        await using ProcessPool pool = await StartAsync();
        var track = new Track("harbour", [new(0, 0), new(3, 4)], new() { ["buoys"] = 2 }, null);
        double length = await pool.Submit(Length, track);
        Assert.Equal(5, length);
    }

    [Fact]
    public async Task Failures_AreCaughtByTheirKind()
    {
        var seen = new List<string>();
        await using ProcessPool pool = await StartAsync();
        foreach (string? text in new[] { "12", "x", null })
        {
            try
            {
                seen.Add($"{await pool.Submit(Parse, text)}");
            }
            catch (RemoteTaskException ex)
            {
                seen.Add($"{ex.RemoteTypeName} in worker {ex.WorkerId}");
            }
            catch (WorkerLostException ex)
            {
                seen.Add($"the worker is gone: {ex.Message}");
            }
        }

        Assert.Equal("12", seen[0]);
        Assert.StartsWith("System.FormatException in worker", seen[1]);
        Assert.StartsWith("the worker is gone: TaskSnippetTests.Parse was running when its worker was lost", seen[2]);
        Assert.Contains("exit code 3", seen[2]);
    }

    private static int Parse(string? text)
    {
        if (text is null) Environment.Exit(3);
        return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Simulate(int seed, WorkerContext context)
    {
        for (int step = 0; step < 100; step++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Report(step / 100.0);
            seed = (seed * 31) + step;
        }

        return seed;
    }

    [Fact]
    public async Task Limits_OfOneTask_AreThoseOfItsOptions()
    {
        await using ProcessPool pool = await StartAsync();
        var careful = new TaskOptions { Timeout = TimeSpan.FromSeconds(30), Attempts = 3 };
        int result = await pool.Submit(Simulate, 42, careful);
        Assert.Equal(await pool.Submit(Simulate, 42), result);
    }

    [Fact]
    public async Task Cancel_TellsWhatCameOfIt()
    {
        string? text = null;
        await using ProcessPool pool = await StartAsync();
        PoolTask<int> task = pool.Submit(Simulate, 1);
        text = await task.Cancel() switch
        {
            CancelOutcome.Cancelled => "it did not begin, or it heeded its token",
            CancelOutcome.Killed => "it did not heed its token: it was ended with its worker",
            _ => $"it had ended before that: {await task}",
        };
        Assert.NotNull(text);
    }

    private static IEnumerable<int> Naturals()
    {
        for (int i = 0; ; i++) yield return i;
    }

    [Fact]
    public async Task Stream_WithoutEnd_IsTakenAsItIsConsumed()
    {
        long last = 0;
        await using ProcessPool pool = await StartAsync();
        var options = new MapOptions { Ordered = false, MaxBuffered = 1000, MaxBufferedBytes = 16 << 20 };
        await foreach (long square in pool.MapAsync(static (int x) => (long)x * x, Naturals(), options))
        {
            if (square > 1_000_000) break;
            last = square;
        }

        Assert.InRange(last, 0, 1_000_000);
    }

    [Fact]
    public async Task Batches_OfAnySize_GiveTheSame()
    {
        await using ProcessPool pool = await StartAsync();
        int[] chosen = await pool.MapAsync(static (int x) => x + 1, Enumerable.Range(0, 10_000)).ToArrayAsync();
        int[] fixedSize = await pool.MapAsync(static (int x) => x + 1, Enumerable.Range(0, 10_000), new MapOptions { BatchSize = 100 }).ToArrayAsync();
        Assert.Equal(chosen, fixedSize);
    }
}
