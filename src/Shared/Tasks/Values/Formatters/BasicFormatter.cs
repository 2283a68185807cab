using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

internal delegate void WriteBasic<in T>(ref MessagePackWriter writer, T value);

internal delegate T ReadBasic<out T>(ref MessagePackReader reader);

/// <summary>A type with a form of its own.</summary>
internal sealed class BasicFormatter<T>(WriteBasic<T> write, ReadBasic<T> read) : ValueFormatter<T>
{
    internal override void Write(ref MessagePackWriter writer, T value, ValueScope scope) => write(ref writer, value);

    internal override T Read(ref MessagePackReader reader, ValueScope scope) => read(ref reader);
}
