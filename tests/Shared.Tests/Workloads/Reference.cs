namespace Cluster.Tests.Workloads;

/// <summary>Slow, plain answers to compare with.</summary>
internal static class Reference
{
    /// <summary>Neumaier's sum: the error does not grow with the length.</summary>
    public static double CompensatedSum(IEnumerable<double> values)
    {
        double sum = 0, lost = 0;
        foreach (double value in values)
        {
            double next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
