using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cluster.Sharing;

/// <summary>Atomic operations on memory that several processes have, for types of 1, 2, 4 and 8 bytes.</summary>
/// <remarks>The branches on type and size are decided when the code is compiled for a type.</remarks>
internal static class Atomic
{
    internal static bool Supports<T>()
        where T : unmanaged => Unsafe.SizeOf<T>() is 1 or 2 or 4 or 8;

    internal static T Read<T>(ref T place)
        where T : unmanaged
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                return Unsafe.BitCast<byte, T>(Volatile.Read(ref Unsafe.As<T, byte>(ref place)));
            case 2:
                return Unsafe.BitCast<ushort, T>(Volatile.Read(ref Unsafe.As<T, ushort>(ref place)));
            case 4:
                return Unsafe.BitCast<uint, T>(Volatile.Read(ref Unsafe.As<T, uint>(ref place)));
            case 8:
                return Unsafe.BitCast<ulong, T>(Volatile.Read(ref Unsafe.As<T, ulong>(ref place)));
            default:
                throw NotSupported<T>();
        }
    }

    internal static T Exchange<T>(ref T place, T value)
        where T : unmanaged
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                return Unsafe.BitCast<byte, T>(Interlocked.Exchange(ref Unsafe.As<T, byte>(ref place), Unsafe.BitCast<T, byte>(value)));
            case 2:
                return Unsafe.BitCast<ushort, T>(Interlocked.Exchange(ref Unsafe.As<T, ushort>(ref place), Unsafe.BitCast<T, ushort>(value)));
            case 4:
                return Unsafe.BitCast<uint, T>(Interlocked.Exchange(ref Unsafe.As<T, uint>(ref place), Unsafe.BitCast<T, uint>(value)));
            case 8:
                return Unsafe.BitCast<ulong, T>(Interlocked.Exchange(ref Unsafe.As<T, ulong>(ref place), Unsafe.BitCast<T, ulong>(value)));
            default:
                throw NotSupported<T>();
        }
    }

    internal static T CompareExchange<T>(ref T place, T value, T comparand)
        where T : unmanaged
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                return Unsafe.BitCast<byte, T>(Interlocked.CompareExchange(
                    ref Unsafe.As<T, byte>(ref place), Unsafe.BitCast<T, byte>(value), Unsafe.BitCast<T, byte>(comparand)));
            case 2:
                return Unsafe.BitCast<ushort, T>(Interlocked.CompareExchange(
                    ref Unsafe.As<T, ushort>(ref place), Unsafe.BitCast<T, ushort>(value), Unsafe.BitCast<T, ushort>(comparand)));
            case 4:
                return Unsafe.BitCast<uint, T>(Interlocked.CompareExchange(
                    ref Unsafe.As<T, uint>(ref place), Unsafe.BitCast<T, uint>(value), Unsafe.BitCast<T, uint>(comparand)));
            case 8:
                return Unsafe.BitCast<ulong, T>(Interlocked.CompareExchange(
                    ref Unsafe.As<T, ulong>(ref place), Unsafe.BitCast<T, ulong>(value), Unsafe.BitCast<T, ulong>(comparand)));
            default:
                throw NotSupported<T>();
        }
    }

    /// <summary>Adds, wrapping around like the operator, and gives the sum.</summary>
    internal static T Add<T>(ref T place, T value)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint))
            return Unsafe.BitCast<int, T>(Interlocked.Add(ref Unsafe.As<T, int>(ref place), Unsafe.BitCast<T, int>(value)));
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
            return Unsafe.BitCast<long, T>(Interlocked.Add(ref Unsafe.As<T, long>(ref place), Unsafe.BitCast<T, long>(value)));
        T found = Read(ref place);
        while (true)
        {
            T sum = unchecked(found + value);
            T now = CompareExchange(ref place, sum, found);
            if (Same(now, found)) return sum;
            found = now;
        }
    }

    /// <summary>The same bits: a NaN equals itself, and the two zeros differ.</summary>
    internal static bool Same<T>(T a, T b)
        where T : unmanaged => Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(a) == Unsafe.BitCast<T, byte>(b),
            2 => Unsafe.BitCast<T, ushort>(a) == Unsafe.BitCast<T, ushort>(b),
            4 => Unsafe.BitCast<T, uint>(a) == Unsafe.BitCast<T, uint>(b),
            _ => Unsafe.BitCast<T, ulong>(a) == Unsafe.BitCast<T, ulong>(b),
        };

    private static NotSupportedException NotSupported<T>()
        where T : unmanaged => new(
            $"{typeof(T)} has {Unsafe.SizeOf<T>()} bytes; what processors change in one step has 1, 2, 4 or 8. Use a {nameof(SharedLock)}.");
}
