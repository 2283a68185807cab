using Cluster.Interop;
using Cluster.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Worker.Session;

/// <summary>Ends this process as soon as its coordinator is gone, also while a job computes.</summary>
/// <remarks>
/// The coordinator holds the other end of standard input for as long as it lives; the end of the input needs no message and cannot be missed.
/// On Linux the parent-death signal backs that up, from before the watch thread runs.
/// </remarks>
internal sealed class ParentWatch
{
    private readonly FileStream _input;

    private ParentWatch(FileStream input, WorkerStart start) => (_input, Start) = (input, start);

    /// <summary>What the coordinator wrote first.</summary>
    internal WorkerStart Start { get; }

    /// <summary>Reads the start record. Null when there is none: the program was not started by a coordinator.</summary>
    internal static ParentWatch? Begin()
    {
        if (OperatingSystem.IsLinux()) LinuxProcess.DetachFromTerminal();
        SafeFileHandle handle = OperatingSystem.IsLinux() ? LinuxProcess.TakeStandardInput() : new SafeFileHandle(0, ownsHandle: false);
        var input = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        WorkerStart? start = WorkerStart.Decode(memory => input.ReadAtLeast(memory.Span, memory.Length, throwOnEndOfStream: false) == memory.Length);

        // Between the fork and the parent-death signal the coordinator may already have died.
        bool orphaned = start is null || (OperatingSystem.IsLinux() && LinuxProcess.ParentId() != start.CoordinatorId);
        return orphaned ? null : new ParentWatch(input, start!);
    }

    internal void RunInBackground()
    {
        var thread = new Thread(WaitForEnd, maxStackSize: 64 << 10) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    private void WaitForEnd()
    {
        Span<byte> ignored = stackalloc byte[64];
        try
        {
            while (_input.Read(ignored) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken standard input means the same as a closed one.
        }

        if (OperatingSystem.IsLinux()) LinuxProcess.ExitNow(WorkerExitCode.Orphaned);
        Environment.Exit(WorkerExitCode.Orphaned);
    }
}
