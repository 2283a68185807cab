using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>Whether segments can be memory files, which have no name and which workers open through <c>/proc</c>.</summary>
/// <remarks>
/// Not where a sandbox forbids <c>memfd_create</c> or hides <c>/proc</c>, nor where the kernel does not show this process's descriptors to its children:
/// because it has capabilities that they do not get, or may not be dumped. What a security module forbids only the worker learns; the variable is for
/// that. Segments are then files of a private directory.
/// </remarks>
internal static class MemoryFiles
{
    /// <summary>Variable of the environment; <c>file</c> asks for files.</summary>
    internal const string Variable = "CLUSTER_Segments";

    /// <summary>What a worker that cannot open one is to say.</summary>
    internal const string Remedy = $"set {Variable}=file, and segments are files in /dev/shm or TMPDIR";

    private static readonly Lazy<string?> Lack = new(Find);

    internal static bool AreUsable => WhyNot is null;

    /// <summary>Null if they are usable.</summary>
    internal static string? WhyNot => Lack.Value;

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux()) return "this system has none";
        if (Environment.GetEnvironmentVariable(Variable) == "file") return $"{Variable} asks for files";
        try
        {
            if (!LinuxProcess.ShowsDescriptorsToChildren()) return "the system does not show this process's memory files to its workers";
            using SafeFileHandle file = LinuxMemory.CreateMemoryFile("cluster-probe");
            LinuxMemory.Seal(file, LinuxMemory.SealShrink | LinuxMemory.SealGrow, "probe");
            using SafeFileHandle again = File.OpenHandle($"/proc/{Environment.ProcessId}/fd/{file.DangerousGetHandle()}", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return ex.Message;
        }
    }
}
