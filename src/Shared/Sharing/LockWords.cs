using System.Runtime.CompilerServices;
using Cluster.Interop;

namespace Cluster.Sharing;

/// <summary>A lock in shared memory: the words, and what is done to them.</summary>
/// <remarks>
/// The owner's identity is the lock: it is set by the same instruction that takes the lock, so whenever the lock is taken it is known by whom,
/// at whatever moment a process dies. Who waits looks now and then whether that process still runs, by its start time too, so a
/// process that got the same id later is not mistaken for it; if it is gone, the lock is taken over in one step, by one of those who wait.
/// A thread that ends while it holds the lock leaves it held until its process ends.
/// <code>
///  0         8       12       16        24             64
///  | owner   | wakes | unused | thread  | acquisitions |     owner: 0, or bit 63 somebody waits, bits 61…0 the process (ProcessIdentity)
/// </code>
/// </remarks>
internal struct LockWords
{
    /// <summary>Bytes, with distance to what follows.</summary>
    internal const int Size = 64;

    private const ulong Waiters = 1UL << 63;

    // About 2 µs: as long as a short critical section, and less than a sleep and a wake.
    private const int Spins = 10;

    private ulong _owner;
    private int _wakes;
#pragma warning disable CS0169 // Keeps what follows aligned.
    private readonly int _unused;
#pragma warning restore CS0169
    private long _thread;
    private long _acquisitions;

    // Process and thread, so that what a dead process left there is never taken for this thread.
    private static long ThisThread => ((long)Environment.ProcessId << 32) | (uint)Environment.CurrentManagedThreadId;

    /// <summary>Process that has the lock; 0 while nobody has.</summary>
    internal int HolderProcessId => ProcessIdentity.ProcessId(Volatile.Read(ref _owner));

    /// <summary>Takes the lock if it can be had within the time.</summary>
    /// <param name="timeout">0 to look once; infinite to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="abandoned">Whether the holder before died with it.</param>
    /// <returns>Number of the acquisition, for <see cref="Exit"/>; 0 when the time is over.</returns>
    /// <exception cref="LockRecursionException">This thread has it.</exception>
    internal long Enter(TimeSpan timeout, CancellationToken cancellationToken, out bool abandoned)
    {
        abandoned = false;
        if (Interlocked.CompareExchange(ref _owner, ProcessIdentity.Own, 0) != 0 && !EnterSlowly(timeout, cancellationToken, out abandoned)) return 0;
        Volatile.Write(ref _thread, ThisThread);
        return ++_acquisitions; // Exit counts as well, so a number that was given out is over with its Exit.
    }

    /// <summary>Gives the lock back; does nothing if that acquisition is over already.</summary>
    /// <returns>Whether it was given back by this call.</returns>
    internal bool Exit(long acquisition)
    {
        if (Interlocked.CompareExchange(ref _acquisitions, acquisition + 1, acquisition) != acquisition) return false;
        Volatile.Write(ref _thread, 0);
        if ((Interlocked.Exchange(ref _owner, 0) & Waiters) == 0) return true;
        Interlocked.Increment(ref _wakes);
        WaitPolicy.WakeOne(ref _wakes);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EnterSlowly(TimeSpan timeout, CancellationToken cancellationToken, out bool abandoned)
    {
        abandoned = false;
        cancellationToken.ThrowIfCancellationRequested();
        if ((Volatile.Read(ref _owner) & ~Waiters) == ProcessIdentity.Own && Volatile.Read(ref _thread) == ThisThread)
            throw new LockRecursionException("this thread holds the lock already; it cannot be taken twice");
        var policy = new WaitPolicy(timeout);
        if (policy.IsOver) return TakeFromDead(out abandoned);
        if (Spin()) return true;
        unsafe
        {
            // Shared memory does not move; the registration ends before this method does.
            var words = (LockWords*)Unsafe.AsPointer(ref this);
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static state => ((LockWords*)(nint)state!)->WakeEverybody(), (nint)words);
            return Wait(ref policy, cancellationToken, out abandoned);
        }
    }

    private bool Spin()
    {
        var spin = default(SpinWait);
        for (int i = 0; i < Spins; i++)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (Volatile.Read(ref _owner) == 0 && Interlocked.CompareExchange(ref _owner, ProcessIdentity.Own, 0) == 0) return true;
        }

        return false;
    }

    // Who has slept takes the lock with the mark that somebody waits: it cannot know whether others do.
    private bool Wait(ref WaitPolicy policy, CancellationToken cancellationToken, out bool abandoned)
    {
        abandoned = false;
        while (true)
        {
            int wakes = Volatile.Read(ref _wakes);
            ulong owner = Volatile.Read(ref _owner);
            if (owner == 0)
            {
                if (Interlocked.CompareExchange(ref _owner, ProcessIdentity.Own | Waiters, 0) == 0) return true;
                continue;
            }

            if ((owner & Waiters) == 0 && Interlocked.CompareExchange(ref _owner, owner | Waiters, owner) != owner) continue;

            // Whoever gives the lock back from here on sees the mark, and changes the word before it wakes: no wake is lost.
            policy.Sleep(ref _wakes, wakes);
            bool woken = Volatile.Read(ref _wakes) != wakes;
            bool over = policy.IsOver;
            // That wake is for somebody who still wants the lock.
            if (woken && (over || cancellationToken.IsCancellationRequested)) WaitPolicy.WakeOne(ref _wakes);
            cancellationToken.ThrowIfCancellationRequested();
            if ((!woken || over) && TakeFromDead(out abandoned)) return true;
            if (over) return false;
        }
    }

    private bool TakeFromDead(out bool abandoned)
    {
        ulong owner = Volatile.Read(ref _owner);
        abandoned = owner != 0 && !ProcessIdentity.IsAlive(owner & ~Waiters);
        if (owner != 0 && !abandoned) return false;
        if (Interlocked.CompareExchange(ref _owner, ProcessIdentity.Own | Waiters, owner) == owner) return true;
        abandoned = false;
        return false;
    }

    private void WakeEverybody()
    {
        Interlocked.Increment(ref _wakes);
        WaitPolicy.WakeAll(ref _wakes);
    }
}
