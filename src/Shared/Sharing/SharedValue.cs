using System.Runtime.CompilerServices;
using Cluster.Sharing;

namespace Cluster;

/// <summary>One value that the processes of a pool have in common.</summary>
/// <typeparam name="T">A number, or a struct of numbers.</typeparam>
/// <remarks>
/// <para>
/// Values of 1, 2, 4 and 8 bytes are read and set in one step. Larger ones are guarded by a lock of their own, so nobody sees half of one; if
/// a process dies while it sets one, the next reader gets what is there.
/// </para>
/// <para>
/// <c>Value += 1</c> reads and then sets, and others may come between: count with <see cref="SharedArithmetic"/> or <see cref="Update"/>.
/// </para>
/// <para>Whoever made the value disposes it; using it then throws <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class SharedValue<T> : IDisposable
    where T : unmanaged
{
    // Lock | value: in cache lines of their own, and aligned for any type.
    private const int ValueOffset = 128;

    internal SharedValue(SharedReference reference) => Reference = reference;

    /// <summary>The value, as it is at this moment.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public T Value
    {
        get => Atomic.Supports<T>() ? Atomic.Read(ref Place) : Locked<T>(static (ref place, _) => place, default);
        set
        {
            if (Atomic.Supports<T>()) Atomic.Exchange(ref Place, value);
            else Locked(static (ref place, next) => place = next, value);
        }
    }

    internal SharedReference Reference { get; }

    /// <summary>Where the value is.</summary>
    internal ref T Place
    {
        get
        {
            _ = Reference.Block.Address;
            return ref Reference.Block.Held<T>(ValueOffset);
        }
    }

    /// <summary>Bytes of data.</summary>
    internal static long ByteLength => ValueOffset + Unsafe.SizeOf<T>();

    /// <summary>Replaces the value by what a function makes of it, so that no other change is lost; gives the new one.</summary>
    /// <param name="change">
    /// From the value to the new one. It is called again if others came between, so it does nothing else. It must not touch this value.
    /// </param>
    /// <exception cref="ObjectDisposedException">The value is disposed.</exception>
    public T Update(Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!Atomic.Supports<T>()) return Locked(static (ref place, change) => place = change(place), change);
        T found = Value;
        while (true)
        {
            T next = change(found);
            T now = Atomic.CompareExchange(ref Place, next, found);
            if (Atomic.Same(now, found)) return next;
            found = now;
        }
    }

    /// <summary>Sets the value and gives what it was, as one step.</summary>
    /// <exception cref="ObjectDisposedException">The value is disposed.</exception>
    public T Exchange(T value)
    {
        if (Atomic.Supports<T>()) return Atomic.Exchange(ref Place, value);
        return Locked(
            static (ref place, next) =>
            {
                T found = place;
                place = next;
                return found;
            },
            value);
    }

    /// <summary>Sets the value if it is what is expected, and gives what it was, as one step. Compared are the bits.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="comparand">What it must be for that.</param>
    /// <exception cref="NotSupportedException">The value does not have 1, 2, 4 or 8 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The value is disposed.</exception>
    public T CompareExchange(T value, T comparand) => Atomic.CompareExchange(ref Place, value, comparand);

    /// <summary>Ends the use of the value in this process; where it was made, also its memory.</summary>
    public void Dispose() => Reference.Dispose();

    /// <summary>Creates a value, owned by this process.</summary>
    /// <param name="value">What it begins with.</param>
    /// <param name="fallbackDirectory">Private directory for the file that is used where there are no memory files.</param>
    internal static SharedValue<T> Create(T value, string fallbackDirectory)
    {
        SharedReference reference = SharedBlocks.OfThisProcess.Create("value", ByteLength, fallbackDirectory);
        reference.Block.Held<T>(ValueOffset) = value;
        return new SharedValue<T>(reference);
    }

    private delegate T Step<in TArgument>(ref T place, TArgument argument);

    private T Locked<TArgument>(Step<TArgument> step, TArgument argument)
    {
        SharedBlock block = Reference.Block.Acquire();
        try
        {
            ref LockWords words = ref block.Held<LockWords>(0);
            long acquisition = words.Enter(Timeout.InfiniteTimeSpan, default, out _);
            try
            {
                return step(ref block.Held<T>(ValueOffset), argument);
            }
            finally
            {
                words.Exit(acquisition);
            }
        }
        finally
        {
            block.Release();
        }
    }
}
