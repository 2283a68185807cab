using Cluster.Faults;

namespace Cluster.Processes;

/// <summary>How to start a worker that has the dependencies of the program that starts it, so that it can load the program's functions.</summary>
/// <remarks>
/// <para>
/// <c>dotnet exec --runtimeconfig app.runtimeconfig.json --depsfile app.deps.json Cluster.Worker.dll</c>: the host then looks for everything in the directory of the
/// list of dependencies, wherever the worker's own file is, and the worker's own configuration does not count: settings of the collector must come through
/// its environment. Without a list the host takes what lies beside the worker.
/// </para>
/// <para>
/// A single-file program has its assemblies inside of it, and a self-contained one may run where no <c>dotnet</c> is: they are their own workers. Their
/// executable is started with <see cref="WorkerArgument"/>, which the program must hand on before it does anything else.
/// </para>
/// </remarks>
internal static class ApplicationLaunch
{
    /// <summary>The one argument of a program that is to become a worker.</summary>
    internal const string WorkerArgument = "--cluster-worker";

    private const string DependenciesEnd = ".deps.json";
    private const string ConfigurationEnd = ".runtimeconfig.json";

    private static readonly StringComparison OfPaths = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>
    /// Whether a program was started to be a worker. Where a pool is started in spite of that, the program did not hand its arguments on, and would start
    /// itself without end.
    /// </summary>
    /// <param name="arguments">Of the program, without its name.</param>
    internal static bool AsksForWorker(IReadOnlyList<string> arguments) => arguments is [WorkerArgument];

    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: the worker's program is nowhere.</exception>
    internal static WorkerProgram Find(ApplicationFacts facts)
    {
        if (facts.LibraryPath.Length == 0) return Itself(facts, "a single-file program");
        if (IsSame(facts.RuntimeDirectory, facts.BaseDirectory)) return Itself(facts, "a self-contained program");

        string root = Path.GetFullPath(Path.Combine(facts.RuntimeDirectory, "../../.."));
        string? dependencies = ApplicationDependencies(facts, Path.Combine(root, "shared"));
        string worker = Worker(facts, dependencies);
        var arguments = new List<string> { "exec" };
        // Loaded by itself into somebody else's program, as by a script or a plug-in: that program's dependencies do not include it, and with them the worker
        // would not find this library. It then runs by itself as well, and functions are loaded from their files.
        if (dependencies is not null && IsTrusted(facts)) AddApplication(arguments, facts, dependencies);
        // Packages bring assemblies only to where they are used: the frameworks are then those of the program.
        else if (dependencies is not null && !facts.Exists(Path.ChangeExtension(worker, ConfigurationEnd))) AddConfiguration(arguments, facts, dependencies);
        arguments.Add(worker);
        return new WorkerProgram(Host(facts, root), arguments);
    }

    private static WorkerProgram Itself(ApplicationFacts facts, string what) => facts.ProcessPath is { } path
        ? new WorkerProgram(path, [WorkerArgument])
        : throw new FaultException(FaultCode.StartFailed, $"{what} is its own worker, and the system does not say where its executable is");

    // The host names the application's list first, whether there is one or not.
    private static string? ApplicationDependencies(ApplicationFacts facts, string frameworks) => facts.DependencyFiles?
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Where(file => file.EndsWith(DependenciesEnd, StringComparison.Ordinal))
        .FirstOrDefault(file => !file.StartsWith(frameworks + Path.DirectorySeparatorChar, OfPaths));

    private static void AddApplication(List<string> arguments, ApplicationFacts facts, string dependencies)
    {
        AddConfiguration(arguments, facts, dependencies);
        // The host refuses a list that is not there.
        if (facts.Exists(dependencies)) arguments.AddRange(["--depsfile", dependencies]);
        foreach (string directory in (facts.ProbingDirectories ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            arguments.AddRange(["--additionalprobingpath", directory]);
    }

    // Without one the worker's own serves; the frameworks of a program that a native host started are not known from files.
    private static void AddConfiguration(List<string> arguments, ApplicationFacts facts, string dependencies)
    {
        string configuration = dependencies[..^DependenciesEnd.Length] + ConfigurationEnd;
        if (facts.Exists(configuration)) arguments.AddRange(["--runtimeconfig", configuration]);
    }

    private static string Worker(ApplicationFacts facts, string? dependencies)
    {
        string[] directories = [.. new[] { Path.GetDirectoryName(facts.LibraryPath), Path.GetDirectoryName(dependencies), facts.BaseDirectory }
            .OfType<string>().Select(Path.TrimEndingDirectorySeparator).Distinct()];
        return directories.Select(directory => Path.Combine(directory, WorkerProgram.Library)).FirstOrDefault(facts.Exists)
            ?? throw new FaultException(
                FaultCode.StartFailed,
                $"{WorkerProgram.Library} is not in {string.Join(" or ", directories)} (it belongs beside Cluster.Shared.dll; build or publish again)");
    }

    private static string Host(ApplicationFacts facts, string root)
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string host = Path.Combine(root, name);
        if (facts.Exists(host)) return host;
        return facts.ProcessPath is { } path && Path.GetFileName(path).Equals(name, OfPaths)
            ? path
            : throw new FaultException(FaultCode.StartFailed, $"{name} is not in {root}, where the runtime is (install .NET with its host)");
    }

    private static bool IsTrusted(ApplicationFacts facts) =>
        facts.TrustedAssemblies is not { } assemblies || assemblies.Split(Path.PathSeparator).Any(path => path.Equals(facts.LibraryPath, OfPaths));

    private static bool IsSame(string directory, string other) =>
        Path.TrimEndingDirectorySeparator(directory).Equals(Path.TrimEndingDirectorySeparator(other), OfPaths);
}
