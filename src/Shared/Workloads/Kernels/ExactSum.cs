namespace Cluster.Workloads.Kernels;

/// <summary>The last step of an exact sum of integers: into the 64 bits that a result has.</summary>
internal static class ExactSum
{
    /// <param name="sum">Any.</param>
    /// <param name="subject">What the sum is of, for the message.</param>
    /// <exception cref="OverflowException">The sum does not fit; it is never cut off in silence.</exception>
    public static long ToInt64(Int128 sum, string subject) => sum >= long.MinValue && sum <= long.MaxValue
        ? (long)sum
        : throw new OverflowException($"{subject}: the sum {sum} does not fit into 64 bits (convert the input to f8)");
}
