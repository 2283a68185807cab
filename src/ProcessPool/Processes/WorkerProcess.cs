using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Protocol;

namespace Cluster.Processes;

/// <summary>One worker process, from its start until it was waited for.</summary>
/// <remarks>
/// Any thread. Keeps the write end of the worker's standard input open for as long as this lives: its end tells the worker to go. Both output
/// streams are read to their end, so that a worker never blocks on them; the last of what it wrote is kept for error messages.
/// </remarks>
internal sealed class WorkerProcess : IDisposable
{
    private const int TailBytes = 4096;

    private static readonly TimeSpan TailGrace = TimeSpan.FromMilliseconds(100);

    // Of all workers of this process; the kernel's kills are counted, not told.
    private static long _memoryKills = -1;

    private readonly Lock _telling = new();
    private readonly Process _process;
    private readonly StringBuilder _tail = new();
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task? _drained;

    private WorkerProcess(Process process) => (_process, Id, StartedAt) = (process, process.Id, Stopwatch.GetTimestamp());

    /// <summary>Process id.</summary>
    internal int Id { get; }

    /// <summary>When there was a process, as a timestamp; its runtime has not begun yet.</summary>
    internal long StartedAt { get; }

    /// <summary>Completed when the process has ended, however it ended.</summary>
    internal Task Exited => _exited.Task;

    /// <summary>Starts a worker, which then waits to be told. Call on <see cref="SpawnThread"/>.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    internal static WorkerProcess Start(WorkerProgram program, PoolOptions options)
    {
        var info = new ProcessStartInfo(program.FileName, program.Arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        WorkerEnvironment.Apply(options, info.Environment);
        PoolDepth.Give(info.Environment);
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        WorkerProcess? worker = null;
        process.Exited += (_, _) => worker?._exited.TrySetResult();
        process.Start();
        worker = new WorkerProcess(process);
        LinuxProcess.PreferAsVictim(worker.Id);
        if (Volatile.Read(ref _memoryKills) < 0) Interlocked.CompareExchange(ref _memoryKills, ControlGroup.MemoryKills ?? 0, -1);
        // The event may have come before there was anybody to tell.
        if (process.HasExited) worker._exited.TrySetResult();
        return worker;
    }

    /// <summary>Hands the worker its start record, or later a signal.</summary>
    internal void Tell(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (_telling)
            {
                Stream input = _process.StandardInput.BaseStream;
                input.Write(bytes);
                input.Flush();
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has already ended; whoever waits for its connection learns why.
        }
    }

    /// <summary>Begins to read what the worker writes. Until then it has room for 64 KiB, far more than it says before its first task.</summary>
    /// <param name="output">Hears of every line, and whether it is from standard error; null for nobody.</param>
    internal void Drain(Action<bool, string>? output = null)
    {
        lock (_tail)
            _drained ??= Task.WhenAll(
                DrainAsync(_process.StandardOutput.BaseStream, isError: false, output), DrainAsync(_process.StandardError.BaseStream, isError: true, output));
    }

    /// <summary>Waits for the end; false when it has not come by then.</summary>
    internal bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    /// <summary>Ends the process and what it started, without asking.</summary>
    internal void Kill()
    {
        try
        {
            // The worker leads a process group of its own: this reaches what its job has started, too. Its number may be somebody else's once it was waited for.
            if (OperatingSystem.IsLinux() && !_process.HasExited) LinuxProcess.KillGroup(Id);
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }

    /// <summary>How it ended, for an error message: exit code or signal, and the last that it wrote.</summary>
    internal string DescribeExit()
    {
        if (!_process.HasExited) return "still running";
        Drain();
        // The pipes end with the process, unless something that it started holds them.
        _drained!.Wait(TailGrace);
        string text = _process.ExitCode switch
        {
            137 when WasKilledForMemory() => "exit code 137 (SIGKILL: the kernel ended it because the control group is out of memory; use fewer workers or smaller chunks)",
            150 => "exit code 150: the .NET runtime was not found (install .NET 10)",
            > 128 and < 160 => $"exit code {_process.ExitCode} ({SignalName(_process.ExitCode - 128)})",
            _ => $"exit code {_process.ExitCode}",
        };
        lock (_tail) return _tail.Length == 0 ? text : $"{text}; it wrote: {PrintableText.OneLine(_tail.ToString().Trim())}";
    }

    /// <summary>Lets go of a process that has ended; what its tasks have started ends, too, unless it has left the worker's session.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux() && _process.HasExited) LinuxProcess.KillRest(Id);
        // A stream that was asked for belongs to whoever asked: the process would leave it to the collector, with a descriptor for each. Not its writer, which
        // would flush into a pipe that nobody reads any more.
        lock (_telling) _process.StandardInput.BaseStream.Dispose();
        Drain();
        _process.Dispose();
    }

    private static bool WasKilledForMemory()
    {
        long now = ControlGroup.MemoryKills ?? 0;
        return now > Interlocked.Exchange(ref _memoryKills, now);
    }

    private static string SignalName(int number) => number switch
    {
        6 => "SIGABRT: the runtime gave up, often a stack overflow or a fault in native code",
        9 => "SIGKILL: killed from outside, often for lack of memory",
        11 => "SIGSEGV: a fault in native code",
        15 => "SIGTERM",
        _ => $"signal {number}",
    };

    private async Task DrainAsync(Stream stream, bool isError, Action<bool, string>? output)
    {
        await using ConfiguredAsyncDisposable end = stream.ConfigureAwait(false);
        byte[] buffer = new byte[4096];
        LineCutter? lines = output is null ? null : new LineCutter(line => output(isError, line));
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                lines?.Take(buffer.AsSpan(0, read));
                lock (_tail)
                {
                    _tail.Append(Encoding.UTF8.GetString(buffer, 0, read));
                    if (_tail.Length > 2 * TailBytes) _tail.Remove(0, _tail.Length - TailBytes);
                }
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // The process is gone, and with it what it had to say.
        }

        lines?.End();
    }
}
