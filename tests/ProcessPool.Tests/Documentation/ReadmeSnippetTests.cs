using Cluster.Tests.Pools;

namespace Cluster.Tests.Documentation;

/// <summary>What the README shows of the library.</summary>
public sealed class ReadmeSnippetTests : PoolTest
{
    private static double MeanOfRow(SharedArray<double> data, int row)
    {
        ReadOnlySpan<double> values = data.AsSpan(3L * row, 3);
        double sum = 0;
        foreach (double value in values) sum += value;
        return double.IsNaN(sum) ? throw new InvalidDataException("a reading is missing") : sum / values.Length;
    }

    [Fact]
    public async Task Rows_OfASharedArray_HaveMeansOrFailures()
    {
        double[] measurements = [1, 2, 3, 4, double.NaN, 6, 7, 8, 9];
        const int rows = 3;
        await using var Console = new StringWriter();
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Timeout = TimeSpan.FromSeconds(30) });
        int sum = await pool.Submit(static (int a, int b) => a + b, 1, 2);

        using SharedArray<double> data = pool.Share<double>(measurements);
        await foreach (TaskOutcome<double> mean in pool.MapAsync(MeanOfRow, Enumerable.Range(0, rows).Select(row => (data, row))).Outcomes())
        {
            if (mean.IsSuccess) Console.WriteLine($"row {mean.Index}: {mean.Value}");
            else Console.WriteLine($"row {mean.Index} failed: {mean.Exception!.Message}");
        }

        Assert.Equal(3, sum);
        Assert.Equal(
            "row 0: 2\nrow 1 failed: ReadmeSnippetTests.MeanOfRow threw System.IO.InvalidDataException: a reading is missing\nrow 2: 8\n",
            Console.ToString().ReplaceLineEndings("\n"));
    }
}
