using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Two sides, measured in turns, so that whatever else the machine does meets both.</summary>
internal static class Pairs
{
    /// <summary>Runs left, right, left, right … and prints both medians and the median of the ratios.</summary>
    internal static async Task CompareAsync(string what, int rounds, string left, Func<Task> runLeft, string right, Func<Task> runRight)
    {
        await runLeft();
        await runRight();
        double[] lefts = new double[rounds], rights = new double[rounds], ratios = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            lefts[i] = await MillisecondsAsync(runLeft);
            rights[i] = await MillisecondsAsync(runRight);
            ratios[i] = lefts[i] / rights[i];
        }

        Console.WriteLine($"{what}: {left} {Median(lefts):0.00} ms, {right} {Median(rights):0.00} ms, ratio {Median(ratios):0.00} ({ratios.Min():0.00} … {ratios.Max():0.00}), {rounds} rounds");
    }

    internal static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static async Task<double> MillisecondsAsync(Func<Task> run)
    {
        long begin = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }
}
