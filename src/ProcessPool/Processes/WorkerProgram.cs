using System.Runtime.InteropServices;
using Cluster.Faults;

namespace Cluster.Processes;

/// <summary>Where the worker's program is and how it is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments; none of them is secret.</param>
internal sealed record WorkerProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>File of the worker's assembly; it lies beside this one.</summary>
    internal const string Library = "Cluster.Worker.dll";

    /// <summary>The worker that was installed beside this assembly.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: it is not there.</exception>
    internal static WorkerProgram Find() => Find("worker", Library);

    /// <summary>A worker that runs under this application's own dependencies.</summary>
    internal static WorkerProgram OfApplication() => ApplicationLaunch.Find(ApplicationFacts.OfThisProcess());

    /// <summary>As above, for any program that was installed there.</summary>
    /// <param name="name">Of its executable, without an extension.</param>
    /// <param name="library">File of its assembly, which is enough: packages of tools have no executables.</param>
    /// <param name="arguments">Given to it; none of them is secret.</param>
    internal static WorkerProgram Find(string name, string library, params IReadOnlyList<string> arguments)
    {
        string directory = AppContext.BaseDirectory;
        string executable = Path.Combine(directory, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        if (File.Exists(executable)) return new WorkerProgram(executable, arguments);

        string path = Path.Combine(directory, library);
        if (!File.Exists(path))
            throw new FaultException(FaultCode.StartFailed, $"neither {name} nor {library} is in {directory} (reinstall, or build the whole solution)");
        string host = Path.Combine(RuntimeRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new WorkerProgram(host, ["exec", path, .. arguments]);
    }

    /// <summary>Directory of the .NET installation that runs this process: …/shared/Microsoft.NETCore.App/10.0.x/ lies below it.</summary>
    internal static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
}
