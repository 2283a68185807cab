using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Framing;
using Cluster.HandOut;
using Cluster.Protocol;
using Cluster.Worker.Execution;

namespace Cluster.Worker.Session;

/// <summary>A worker's work on a board: takes chunks as long as there are any, looks out for the next stage for a moment, and then waits
/// for a message.</summary>
/// <remarks>
/// The session's thread.
/// <code>
///   chunks left → compute ┐
///   a new stage → enter ──┤
///   neither → look on, 100 µs at most → park → blocking read → message
/// </code>
/// It looks on only as long as that has been worth it, and lets go of the core after each look: where there are more workers than cores,
/// whoever is to bring the
/// next stage gets it. It holds no core while it is parked.
/// </remarks>
/// <param name="job">Computes.</param>
/// <param name="board">Of the job.</param>
/// <param name="channel">To the coordinator.</param>
/// <param name="clock">Learns what the time goes to.</param>
/// <param name="status">Where this worker notes what it is at.</param>
/// <param name="number">The job's: what is said of it may arrive when the coordinator is at the next.</param>
internal sealed class BoardShift(JobExecutor job, BoardWorker board, MessageChannel channel, PhaseClock clock, WorkerStatus status, ulong number)
{
    // Each tells the coordinator of chunks that are done, which takes a core from a worker; but it must reduce them, and write them to a
    // checkpoint.
    private static readonly long RingInterval = Stopwatch.Frequency / 250;

    // Twice as long as it takes to block and to be woken up on a core that sleeps (44 µs, see BriefPoll): then looking on never costs much
    // more than it may bring.
    private static readonly long LookLimit = Stopwatch.Frequency / 10_000;

    private bool _owes;
    private bool _pays = true;
    private long _rangAt;

    /// <summary>Works until there is nothing to do but to wait, and then waits for the next message; false when the coordinator has closed
    /// the connection.</summary>
    internal bool Next(TracedStage? traced, out Frame frame)
    {
        do
        {
            Work(traced);
            clock.Enter(Phase.Idle);
        }
        while (LookOn() || !board.TryPark());

        channel.Flush();
        long since = Stopwatch.GetTimestamp();
        bool any = channel.Receive(out frame);
        board.Unpark();
        _pays = Stopwatch.GetTimestamp() - since < 2 * LookLimit;
        return any;
    }

    private void Work(TracedStage? traced)
    {
        do
        {
            int chunks = 0;
            long begin = traced is null ? 0 : Stopwatch.GetTimestamp();
            long now = begin;
            for (; board.TryNext(out int chunk); chunks++)
            {
                now = job.RunClaimed(chunk, clock, status.Slot);
                _owes = true;
                if (now - _rangAt > RingInterval) Ring(now);
            }

            if (chunks > 0) traced?.Add(begin, now, chunks);
        }
        while (board.TryEnter());

        if (_owes && board.MustRing()) Ring(Stopwatch.GetTimestamp());
        // Awake, it looks by itself, and once more before it sleeps.
        _owes = false;
    }

    private void Ring(long now)
    {
        _rangAt = now;
        if (!board.IsCoordinatorAsleep) return;
        channel.Post(MessageKind.ChunksDone, number);
        channel.Flush();
    }

    // True when there is something to do.
    private bool LookOn()
    {
        if (board.HasNews) return true;
        if (!_pays) return false;
        long begin = Stopwatch.GetTimestamp();
        var spin = default(SpinWait);
        while (Stopwatch.GetTimestamp() - begin < LookLimit)
        {
            // Never for a millisecond, as it would from the 20th time on.
            spin.SpinOnce(sleep1Threshold: -1);
            if (board.HasNews) return true;
        }

        return false;
    }
}
