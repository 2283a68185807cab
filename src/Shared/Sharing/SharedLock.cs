using System.Runtime.CompilerServices;
using Cluster.Sharing;

namespace Cluster;

/// <summary>A lock between the processes of a pool, and between the threads of each.</summary>
/// <remarks>
/// <para>
/// <c>using (held.Enter()) { … }</c>, as with <see cref="Lock.EnterScope"/>. It does not nest, and those who wait are not served in order. It belongs to
/// the thread that took it: an asynchronous method cannot hold it across an <c>await</c>, which the compiler sees to.
/// </para>
/// <para>
/// It is robust: a process that dies while it holds the lock does not block the others. They notice within about a tenth of a second, by the
/// process's id and the time at which it started; one of them gets the lock, and <see cref="Scope.WasAbandoned"/> tells it that what the
/// lock protects may be half done.
/// </para>
/// <para>Whoever made the lock disposes it. Using it then throws <see cref="ObjectDisposedException"/>; who holds it can still give it back.</para>
/// </remarks>
public sealed class SharedLock : IDisposable
{
    internal SharedLock(SharedReference reference) => Reference = reference;

    internal SharedReference Reference { get; }

    /// <summary>Takes the lock, and waits for it as long as it takes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What gives the lock back when it is disposed.</returns>
    /// <exception cref="LockRecursionException">This thread holds the lock.</exception>
    /// <exception cref="ObjectDisposedException">The lock is disposed.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Scope Enter(CancellationToken cancellationToken = default) => Enter(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes the lock, and waits for it for some time.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> without limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The lock was not to be had; says which process holds it.</exception>
    /// <inheritdoc cref="Enter(CancellationToken)"/>
    public Scope Enter(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (TryEnter(timeout, out Scope scope, cancellationToken)) return scope;
        throw new TimeoutException($"the lock was not free within {timeout}; process {Holder(Reference.Block.Acquire())} holds it");
    }

    /// <summary>Takes the lock if nobody has it.</summary>
    /// <param name="scope">What gives the lock back; without effect where the result is false.</param>
    /// <exception cref="LockRecursionException">This thread holds the lock.</exception>
    /// <exception cref="ObjectDisposedException">The lock is disposed.</exception>
    public bool TryEnter(out Scope scope) => TryEnter(TimeSpan.Zero, out scope);

    /// <summary>Takes the lock if it can be had within some time.</summary>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> without limit.</param>
    /// <param name="scope">What gives the lock back; without effect where the result is false.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <inheritdoc cref="TryEnter(out Scope)"/>
    public bool TryEnter(TimeSpan timeout, out Scope scope, CancellationToken cancellationToken = default)
    {
        WaitPolicy.Check(timeout);
        // Until the lock is given back: nobody unmaps the words under whoever waits for them or holds them.
        SharedBlock block = Reference.Block.Acquire();
        long acquisition = 0;
        try
        {
            acquisition = Words(block).Enter(timeout, cancellationToken, out bool abandoned);
            scope = acquisition == 0 ? default : new Scope(block, acquisition, abandoned);
            return acquisition != 0;
        }
        finally
        {
            if (acquisition == 0) block.Release();
        }
    }

    /// <summary>Ends the use of the lock in this process; where it was made, also its memory.</summary>
    public void Dispose() => Reference.Dispose();

    /// <summary>Creates a lock that nobody holds, owned by this process.</summary>
    /// <param name="fallbackDirectory">Private directory for the file that is used where there are no memory files.</param>
    internal static SharedLock Create(string fallbackDirectory) =>
        new(SharedBlocks.OfThisProcess.Create("lock", LockWords.Size, fallbackDirectory));

    private static ref LockWords Words(SharedBlock block) => ref block.Held<LockWords>(0);

    private static int Holder(SharedBlock block)
    {
        try
        {
            return Words(block).HolderProcessId;
        }
        finally
        {
            block.Release();
        }
    }

    /// <summary>The lock, while it is held; disposing it gives it back, and doing so twice has no effect.</summary>
    public readonly ref struct Scope
    {
        private readonly SharedBlock? _block;
        private readonly long _acquisition;

        internal Scope(SharedBlock block, long acquisition, bool abandoned) =>
            (_block, _acquisition, WasAbandoned) = (block, acquisition, abandoned);

        /// <summary>Whether the process that held the lock before died with it: what the lock protects may be half done.</summary>
        public bool WasAbandoned { get; }

        /// <summary>Gives the lock back.</summary>
        public void Dispose()
        {
            // Held once more meanwhile: a copy of this scope may have given back both the lock and the last reference.
            if (_block is null || !_block.TryAcquire()) return;
            if (Words(_block).Exit(_acquisition)) _block.Release();
            _block.Release();
        }
    }
}
