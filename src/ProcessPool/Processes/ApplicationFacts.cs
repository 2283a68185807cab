using System.Runtime.InteropServices;
using Cluster.Tasks.Functions;

namespace Cluster.Processes;

/// <summary>What a program knows of how it was started itself.</summary>
/// <param name="DependencyFiles">
/// <c>APP_CONTEXT_DEPS_FILES</c>, separated by semicolons: the application's, which need not exist, and then the frameworks'; a single-file program names
/// the frameworks' only, a self-contained one its own only.
/// </param>
/// <param name="ProbingDirectories"><c>PROBING_DIRECTORIES</c>: where else packages are looked for; test hosts have some.</param>
/// <param name="TrustedAssemblies"><c>TRUSTED_PLATFORM_ASSEMBLIES</c>: the files that the program's dependencies and frameworks come to.</param>
/// <param name="BaseDirectory">Where the program's files are.</param>
/// <param name="ProcessPath">The executable: the program's own, or <c>dotnet</c>.</param>
/// <param name="LibraryPath">File of this library; empty inside of a single-file program.</param>
/// <param name="RuntimeDirectory">Where the runtime is that runs the program.</param>
/// <param name="Exists">Whether there is such a file.</param>
internal sealed record ApplicationFacts(
    string? DependencyFiles, string? ProbingDirectories, string? TrustedAssemblies, string BaseDirectory, string? ProcessPath, string LibraryPath,
    string RuntimeDirectory, Func<string, bool> Exists)
{
    /// <summary>Of the program that asks.</summary>
    internal static ApplicationFacts OfThisProcess() => new(
        AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string,
        AppContext.GetData("PROBING_DIRECTORIES") as string,
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string,
        AppContext.BaseDirectory,
        Environment.ProcessPath,
        ModuleTable.FileOf(typeof(WorkerContext).Assembly),
        RuntimeEnvironment.GetRuntimeDirectory(),
        File.Exists);
}
