using Cluster.Sharing;

namespace Cluster;

/// <summary>A barrier between the processes of a pool, and between the threads of each: nobody goes on before all have arrived.</summary>
/// <remarks>
/// <para>
/// It can be used again and again, phase after phase. The participants must run at the same time: a barrier for more tasks than
/// the pool has workers is waited for in vain, so give a time limit.
/// </para>
/// <para>
/// A process that dies before it arrives is missed until the time is over; one that dies while it waits counts as arrived in that phase.
/// </para>
/// <para>Whoever made the barrier disposes it; using it then throws <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class SharedBarrier : IDisposable
{
    internal SharedBarrier(SharedReference reference) => Reference = reference;

    /// <summary>How many are waited for in each phase.</summary>
    /// <exception cref="ObjectDisposedException">The barrier is disposed.</exception>
    public int ParticipantCount => Words(Reference.Block).Participants;

    /// <summary>How many phases are complete; begins again at 0 after 2³² of them.</summary>
    /// <exception cref="ObjectDisposedException">The barrier is disposed.</exception>
    public long CurrentPhaseNumber => Words(Reference.Block).Phase;

    internal SharedReference Reference { get; }

    /// <summary>Arrives, and waits until all have.</summary>
    /// <param name="cancellationToken">Ends the wait, and takes the arrival back.</param>
    /// <exception cref="ObjectDisposedException">The barrier is disposed.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public void SignalAndWait(CancellationToken cancellationToken = default) => SignalAndWait(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Arrives, and waits for some time until all have.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> without limit. After it the arrival is taken back.</param>
    /// <param name="cancellationToken">Ends the wait, and takes the arrival back.</param>
    /// <exception cref="TimeoutException">Not all arrived; says how many of how many did.</exception>
    /// <inheritdoc cref="SignalAndWait(CancellationToken)"/>
    public void SignalAndWait(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        WaitPolicy.Check(timeout);
        // Nobody unmaps the words under whoever waits.
        SharedBlock block = Reference.Block.Acquire();
        try
        {
            ref BarrierWords words = ref block.Held<BarrierWords>(0);
            int arrived = words.SignalAndWait(timeout, cancellationToken);
            if (arrived > 0) throw new TimeoutException($"{arrived} of {words.Participants} arrived at the barrier within {timeout}");
        }
        finally
        {
            block.Release();
        }
    }

    /// <summary>Ends the use of the barrier in this process; where it was made, also its memory.</summary>
    public void Dispose() => Reference.Dispose();

    /// <summary>Creates a barrier, owned by this process.</summary>
    /// <param name="participants">How many are waited for; at least 1.</param>
    /// <param name="fallbackDirectory">Private directory for the file that is used where there are no memory files.</param>
    internal static SharedBarrier Create(int participants, string fallbackDirectory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(participants, 1);
        SharedReference reference = SharedBlocks.OfThisProcess.Create("barrier", BarrierWords.Size, fallbackDirectory);
        reference.Block.Held<BarrierWords>(0).Participants = participants;
        return new SharedBarrier(reference);
    }

    private static ref BarrierWords Words(SharedBlock block)
    {
        _ = block.Address;
        return ref block.Held<BarrierWords>(0);
    }
}
