namespace Cluster.Workloads.Kernels;

/// <summary>The sum of a row of output, taken while the row is made.</summary>
internal static unsafe class RowSums
{
    /// <summary>Running sums: the element of column j is added to sum j mod 8, in the order of the columns.</summary>
    public const int Lanes = 8;

    /// <summary>The sum of the running sums. One NaN for all, as in <see cref="FloatSums"/>.</summary>
    public static double Combine(double* lanes)
    {
        double sum = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
        return double.IsNaN(sum) ? double.NaN : sum;
    }
}
