using System.Globalization;

namespace Cluster.Processes;

/// <summary>How many pools this code is within: 0 in a program, 1 in a task of its pool, 2 in a task of a pool that such a task has started.</summary>
internal static class PoolDepth
{
    private const string Variable = "CLUSTER_POOL_DEPTH";

    /// <summary>Of the code that asks.</summary>
    internal static int OfThisCode => OfThisProcess > 0 || !WorkerContext.IsWorker ? OfThisProcess : 1;

    private static int OfThisProcess { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int depth) ? depth : 0;

    /// <summary>Says it to a process that is to be a worker. Through its environment: programs that tasks start are within the same pools.</summary>
    internal static void Give(IDictionary<string, string?> environment) => environment[Variable] = (OfThisProcess + 1).ToString(CultureInfo.InvariantCulture);
}
