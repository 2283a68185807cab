using System.Runtime.InteropServices;
using Cluster.Coordinator.Files;
using Microsoft.Extensions.Hosting;

namespace Cluster.Coordinator.Cli.Ending;

/// <summary>Ends a run on a signal or when its time is over.</summary>
/// <remarks>
/// <code>
///   first signal, or time limit  →  Token cancelled, workers killed  →  what was done so far, exit code
///                                        └ no answer for 3 s (a chunk that computes on a thread of ours) → the same line, exit
///   second signal                →  default action: the process is gone at once; workers see their input end
/// </code>
/// It is the host's lifetime as well: the host's own would take every signal for itself, the second included.
/// </remarks>
internal sealed class Interruption : IHostLifetime, IDisposable
{
    // A run that is cancelled must be over within 5 s; a kill of all workers takes a fraction of one.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<EndReason> _giveUp;
    private readonly Timer? _limit;
    private Timer? _grace;
    private EndReason? _reason;

    /// <param name="limit">Counted from now; null for none.</param>
    /// <param name="giveUp">Called when cancelling had no effect; is to end the process.</param>
    /// <param name="isRank">Whether <c>mpirun</c> started this process: its SIGTERM means that another rank is lost, or that it was stopped itself.</param>
    internal Interruption(TimeSpan? limit, Action<EndReason> giveUp, bool isRank = false)
    {
        _giveUp = giveUp;
        Register(PosixSignal.SIGINT, new EndReason(ExitCode.Interrupted));
        Register(PosixSignal.SIGTERM, isRank ? new EndReason(ExitCode.WorkersLost) { IsOfLauncher = true } : new EndReason(ExitCode.Terminated));
        Register(PosixSignal.SIGHUP, new EndReason(ExitCode.Hangup));
        Register(PosixSignal.SIGQUIT, new EndReason(ExitCode.Quit));
        if (limit is { } time) _limit = new Timer(_ => End(new EndReason(ExitCode.TimeLimit, time)), null, time, Timeout.InfiniteTimeSpan);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>Null as long as nobody wants the run to end.</summary>
    internal EndReason? Reason => Volatile.Read(ref _reason);

    /// <summary>Whether a signal ended it: who sends one to a rank sends it to all.</summary>
    internal bool IsBySignal => Reason is { Limit: null };

    /// <summary>Cancels; false when that had been done before.</summary>
    internal bool End(EndReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null) return false;
        _grace = new Timer(_ => _giveUp(reason), null, Grace, Timeout.InfiniteTimeSpan);
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run came to its own end at this moment.
            _grace.Dispose();
        }

        return true;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _limit?.Dispose();
        _grace?.Dispose();
        _source.Dispose();
    }

    Task IHostLifetime.WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostLifetime.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Register(PosixSignal signal, EndReason reason) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = End(reason);
        // Nothing of ours runs after a second one.
        if (!context.Cancel) TemporaryFile.RemoveUnfinished();
    }));
}
