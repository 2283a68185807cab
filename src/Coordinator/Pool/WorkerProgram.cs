using System.Runtime.InteropServices;
using Cluster.Faults;

namespace Cluster.Coordinator.Pool;

/// <summary>Where the worker's program is and how it is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments; none of them is secret.</param>
internal sealed record WorkerProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The worker that was installed beside this assembly.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: it is not there.</exception>
    internal static WorkerProgram Find()
    {
        string directory = AppContext.BaseDirectory;
        string executable = Path.Combine(directory, OperatingSystem.IsWindows() ? "worker.exe" : "worker");
        if (File.Exists(executable)) return new WorkerProgram(executable, []);

        string library = Path.Combine(directory, "worker.dll");
        if (!File.Exists(library))
            throw new FaultException(FaultCode.StartFailed, $"neither worker nor worker.dll is in {directory} (reinstall, or build the whole solution)");
        string host = Path.Combine(RuntimeRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new WorkerProgram(host, ["exec", library]);
    }

    /// <summary>Directory of the .NET installation that runs this process: …/shared/Microsoft.NETCore.App/10.0.x/ lies below it.</summary>
    internal static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
}
