namespace Cluster.TestKit;

/// <summary>How much of a long test is done: little by default, all of it with <c>CLUSTER_TEST_FULL=1</c>.</summary>
internal static class TestScale
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("CLUSTER_TEST_FULL") == "1";

    internal static int Of(int small, int full) => IsFull ? full : small;
}
