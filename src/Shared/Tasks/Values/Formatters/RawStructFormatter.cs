using System.Runtime.CompilerServices;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A struct of numbers that has no public members to go by, as memory.</summary>
internal sealed class RawStructFormatter<T> : ValueFormatter<T>
    where T : struct
{
    internal override void Write(ref MessagePackWriter writer, T value, ValueScope scope)
    {
        writer.WriteBinHeader(Unsafe.SizeOf<T>());
        Span<byte> bytes = writer.GetSpan(Unsafe.SizeOf<T>());
        Unsafe.WriteUnaligned(ref bytes[0], value);
        writer.Advance(Unsafe.SizeOf<T>());
    }

    internal override T Read(ref MessagePackReader reader, ValueScope scope) => ElementBlock<T>.Read(ref reader, scope) is [T value]
        ? value
        : throw new MessagePackSerializationException($"bytes of one {TypeNames.Of(typeof(T))} were expected");
}
