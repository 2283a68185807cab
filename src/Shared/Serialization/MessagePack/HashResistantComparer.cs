using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MessagePack;

/// <summary>Hashes keys with the runtime's keyed hash, so that nobody outside can choose keys that collide.</summary>
/// <remarks>The runtime has one such hash, that of strings, with a key per process: a value's bytes are hashed as if text.</remarks>
internal sealed class HashResistantComparer<T> : IEqualityComparer<T>
{
    /// <summary>Null when no safe hash of the type is known.</summary>
    public static readonly IEqualityComparer<T>? Instance =
        typeof(T) == typeof(string) ? EqualityComparer<T>.Default // switches to the keyed hash by itself when keys collide
        : typeof(T).IsPrimitive || typeof(T).IsEnum || typeof(T) == typeof(Guid) || typeof(T) == typeof(DateTime)
            ? new HashResistantComparer<T>()
            : null;

    private HashResistantComparer()
    {
    }

    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    public int GetHashCode(T obj)
    {
        // Equal values with different bits: zeros, NaNs, times of different kind.
        if (typeof(T) == typeof(double)) return Canonical((double)(object)obj!);
        if (typeof(T) == typeof(float)) return Canonical((float)(object)obj!);
        if (typeof(T) == typeof(DateTime)) return Hash(((DateTime)(object)obj!).Ticks);
        return Hash(obj);
    }

    private static int Canonical(double value) => Hash(double.IsNaN(value) ? double.NaN : value + 0.0);

    private static int Hash<TValue>(TValue value)
    {
        int size = Unsafe.SizeOf<TValue>();
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TValue, byte>(ref value), size);
        return size == 1 ? bytes[0] : string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes));
    }
}
