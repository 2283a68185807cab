using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>Writes and reads values of one type. One instance serves all threads.</summary>
/// <remarks>
/// Stands on the format's writer and reader alone, which both MessagePack implementations have: the bytes, and what is refused, are the
/// same in both builds. A formatter asks for those of its parts when it runs, not when it is made, so a type may contain itself.
/// </remarks>
internal abstract class ValueFormatter<T>
{
    internal abstract void Write(ref MessagePackWriter writer, T value, ValueScope scope);

    internal abstract T Read(ref MessagePackReader reader, ValueScope scope);
}
