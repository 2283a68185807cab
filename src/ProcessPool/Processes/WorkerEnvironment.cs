namespace Cluster.Processes;

/// <summary>The variables that workers have beside this process's own.</summary>
internal static class WorkerEnvironment
{
    // Libraries that start as many threads as there are cores, in every one of as many workers.
    private static readonly string[] ThreadCounts =
        ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS"];

    /// <summary>With one thread for each library that would take all cores, unless the user or the program's own environment says otherwise.</summary>
    internal static IReadOnlyDictionary<string, string?> Of(IDictionary<string, string?> given)
    {
        var variables = new Dictionary<string, string?>(given);
        foreach (string name in ThreadCounts)
            if (Environment.GetEnvironmentVariable(name) is null) variables.TryAdd(name, "1");
        return variables;
    }
}
