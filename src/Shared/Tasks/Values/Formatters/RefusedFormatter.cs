using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A type that cannot be sent. Null can: it says nothing of the type.</summary>
internal sealed class RefusedFormatter<T>(string reason) : ValueFormatter<T>
{
    internal override void Write(ref MessagePackWriter writer, T value, ValueScope scope)
    {
        if (value is not null) throw new ValueException($"{TypeNames.Of(typeof(T))} cannot be sent to another process: {reason}");
        writer.WriteNil();
    }

    internal override T Read(ref MessagePackReader reader, ValueScope scope) => default(T) is null && reader.TryReadNil()
        ? default!
        : throw new ValueException($"{TypeNames.Of(typeof(T))} cannot be sent to another process: {reason}");
}
