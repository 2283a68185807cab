using Cluster.Interop;
using Cluster.Protocol;

namespace Cluster.Worker.Session;

/// <summary>Ends this process as soon as its coordinator is gone, also while a job computes.</summary>
/// <remarks>
/// The coordinator holds the other end of standard input for as long as it lives; the end of the input needs no message and cannot be missed.
/// On Linux the parent-death signal backs that up, from before the watch thread runs.
/// </remarks>
internal sealed class ParentWatch
{
    private readonly int _input;

    private ParentWatch(int input, WorkerStart start) => (_input, Start) = (input, start);

    /// <summary>What the coordinator wrote first.</summary>
    internal WorkerStart Start { get; }

    /// <summary>Reads the start record. Null when there is none: the program was not started by a coordinator.</summary>
    internal static ParentWatch? Begin()
    {
        bool linux = OperatingSystem.IsLinux();
        if (linux) LinuxProcess.DetachFromTerminal();
        int input = StandardInput.Take();
        WorkerStart? start = WorkerStart.Decode(memory => StandardInput.ReadExactly(input, memory.Span));

        // Between the fork and the parent-death signal the coordinator may already have died.
        bool orphaned = start is null || (linux && LinuxProcess.ParentId() != start.CoordinatorId);
        return orphaned ? null : new ParentWatch(input, start!);
    }

    internal void RunInBackground()
    {
        var thread = new Thread(WaitForEnd, maxStackSize: 64 << 10) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    // Nothing else is ever sent, so whatever ends the read means that the coordinator is gone.
    private void WaitForEnd()
    {
        byte[] nothing = new byte[1];
        while (StandardInput.ReadExactly(_input, nothing))
        {
        }

        LinuxProcess.ExitNow(WorkerExitCode.Orphaned);
    }
}
