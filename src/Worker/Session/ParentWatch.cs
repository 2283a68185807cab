using Cluster.Interop;
using Cluster.Protocol;
using Cluster.Worker.Execution;

namespace Cluster.Worker.Session;

/// <summary>Ends this process as soon as its coordinator is gone, also while a job computes.</summary>
/// <remarks>
/// The coordinator holds the other end of standard input for as long as it lives; the end of the input needs no message and cannot be missed.
/// On Linux the parent-death signal backs that up, from before the watch thread runs. The same thread beats: it computes nothing and waits for nobody, so
/// only a process that was stopped as a whole falls silent.
/// </remarks>
internal sealed class ParentWatch
{
    // Often enough that the loss of some is no sign of anything, and nothing that a battery notices.
    private const int BeatMilliseconds = 1000;

    private readonly int _input;
    private WorkerStatus? _status;

    private ParentWatch(int input, WorkerStart start) => (_input, Start) = (input, start);

    /// <summary>What the coordinator wrote first.</summary>
    internal WorkerStart Start { get; }

    /// <summary>Reads the start record. Null when there is none: the program was not started by a coordinator.</summary>
    internal static ParentWatch? Begin()
    {
        bool linux = OperatingSystem.IsLinux();
        if (linux)
        {
            LinuxProcess.DetachFromTerminal();
            // A dump would hold the data of whoever uses the pool, and lie wherever the program was started.
            if (Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") == "0") LinuxProcess.ForbidCoreFiles();
        }

        int input = StandardInput.Take();
        if (linux) LinuxProcess.KeepDescriptorsFromChildren();
        WorkerStart? start = WorkerStart.Decode(memory => StandardInput.ReadExactly(input, memory.Span));

        // Between the fork and the parent-death signal the coordinator may already have died.
        bool orphaned = start is null || (linux && LinuxProcess.ParentId() != start.CoordinatorId);
        return orphaned ? null : new ParentWatch(input, start!);
    }

    /// <summary>Watches from now on.</summary>
    /// <param name="status">Gets a beat each second, whatever the rest of the process does.</param>
    /// <param name="signal">Told, on the watch's thread, what the coordinator says beside the connection.</param>
    internal void RunInBackground(WorkerStatus status, Action<ControlSignal> signal)
    {
        _status = status;
        var thread = new Thread(() => WaitForEnd(signal), maxStackSize: 256 << 10) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    // Whatever ends the read means that the coordinator is gone; what is no signal means that it is not what it should be.
    private void WaitForEnd(Action<ControlSignal> signal)
    {
        byte[] bytes = new byte[ControlSignal.Size];
        while (ReadWhileBeating(bytes) && ControlSignal.Decode(bytes) is { } told)
        {
            try
            {
                signal(told);
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                // The connection is gone; the session ends by that.
            }
        }

        LinuxProcess.ExitNow(WorkerExitCode.Orphaned);
    }

    private bool ReadWhileBeating(Span<byte> bytes)
    {
        while (!StandardInput.WaitForInput(_input, BeatMilliseconds)) _status!.Slot?.Beat();
        return StandardInput.ReadExactly(_input, bytes);
    }
}
