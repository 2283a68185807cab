using System.Globalization;

namespace Cluster.Processes;

/// <summary>The variables that workers have.</summary>
/// <remarks>
/// Three layers, the later over the earlier: what is left of this process's own (<see cref="EnvironmentMode"/>), what the pool sets, what the user wants.
/// </remarks>
internal static class WorkerEnvironment
{
    // Libraries that start as many threads as there are cores, in every one of as many workers.
    private static readonly string[] ThreadCounts =
        ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS"];

    private static readonly HashSet<string> Needed = OperatingSystem.IsWindows()
        ? new(["PATH", "PATHEXT", "SystemRoot", "SystemDrive", "ComSpec", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "LANG", "TZ"], StringComparer.OrdinalIgnoreCase)
        : new(["PATH", "HOME", "LANG", "TMPDIR", "TZ", "XDG_RUNTIME_DIR"], StringComparer.Ordinal);

    /// <summary>With one thread for each library that would take all cores, unless the user or what workers inherit says otherwise.</summary>
    internal static IReadOnlyDictionary<string, string?> Of(EnvironmentMode mode, IDictionary<string, string?> given)
    {
        var variables = new Dictionary<string, string?>(given);
        foreach (string name in ThreadCounts)
            if (mode == EnvironmentMode.Minimal || Environment.GetEnvironmentVariable(name) is null) variables.TryAdd(name, "1");
        return variables;
    }

    /// <summary>Makes of this process's variables those of a worker.</summary>
    internal static void Apply(PoolOptions options, IDictionary<string, string?> variables)
    {
        if (options.EnvironmentMode == EnvironmentMode.Minimal)
            foreach (string name in variables.Keys.Where(static name => !IsNeeded(name)).ToList()) variables.Remove(name);

        // The same runtime as this process, whatever is installed elsewhere.
        variables["DOTNET_ROOT"] = WorkerProgram.RuntimeRoot;
        // Over the program's own configuration, under which workers run: a heap for each core, or a thread for each heap, is too much in as many processes.
        variables["DOTNET_gcServer"] = "0";
        variables["DOTNET_gcConcurrent"] = "0";
        variables["DOTNET_TieredPGO"] = "0";
        if (!options.Diagnostics)
        {
            // The worker limits its core files by the first: a dump holds the data of whoever uses the pool.
            variables["DOTNET_EnableDiagnostics"] = "0";
            variables["DOTNET_DbgEnableMiniDump"] = "0";
        }

        // Read as hexadecimal.
        if (options.HeapLimit is { } limit) variables["DOTNET_GCHeapHardLimit"] = limit.ToString("x", CultureInfo.InvariantCulture);
        foreach ((string name, string? value) in options.Environment) variables[name] = value;
    }

    private static bool IsNeeded(string name) => Needed.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal);
}
