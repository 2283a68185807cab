using System.Runtime.InteropServices;
using Cluster.Faults;

namespace Cluster.Processes;

/// <summary>Where the worker's program is and how it is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments; none of them is secret.</param>
internal sealed record WorkerProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The worker that was installed beside this assembly.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: it is not there.</exception>
    internal static WorkerProgram Find() => Find("worker");

    /// <summary>A worker that runs under this application's own dependencies.</summary>
    internal static WorkerProgram OfApplication() => ApplicationLaunch.Find(ApplicationFacts.OfThisProcess());

    /// <summary>As above, for any program that was installed there.</summary>
    /// <param name="name">Without an extension.</param>
    /// <param name="arguments">Given to it; none of them is secret.</param>
    internal static WorkerProgram Find(string name, params IReadOnlyList<string> arguments)
    {
        string directory = AppContext.BaseDirectory;
        string executable = Path.Combine(directory, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        if (File.Exists(executable)) return new WorkerProgram(executable, arguments);

        string library = Path.Combine(directory, $"{name}.dll");
        if (!File.Exists(library))
            throw new FaultException(FaultCode.StartFailed, $"neither {name} nor {name}.dll is in {directory} (reinstall, or build the whole solution)");
        string host = Path.Combine(RuntimeRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new WorkerProgram(host, ["exec", library, .. arguments]);
    }

    /// <summary>Directory of the .NET installation that runs this process: …/shared/Microsoft.NETCore.App/10.0.x/ lies below it.</summary>
    internal static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
}
