using System.Runtime.CompilerServices;
using Cluster.Numerics;
using Cluster.Sharing;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A shared array: <c>[id, segment, bytes of an element, offset, order, length, …]</c>.</summary>
/// <param name="elementsOf">Of the array.</param>
/// <param name="make">The array of its elements.</param>
/// <param name="writable">Whether the type allows to write; if not, the pages are mapped so.</param>
internal sealed class ShareArrayFormatter<TArray, T>(Func<TArray, SharedElements<T>> elementsOf, Func<SharedElements<T>, TArray> make, bool writable)
    : ValueFormatter<TArray?>
    where TArray : class
    where T : unmanaged
{
    private const int FixedFields = 5;

    internal override void Write(ref MessagePackWriter writer, TArray? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        SharedElements<T> elements = elementsOf(value);
        IReadOnlyList<long> lengths = elements.Shape.Lengths;
        writer.WriteArrayHeader(FixedFields + lengths.Count);
        ShareField.Write(ref writer, elements.Block, scope);
        writer.Write(Unsafe.SizeOf<T>());
        writer.Write(elements.Offset);
        writer.Write((byte)elements.Shape.Order);
        for (int i = 0; i < lengths.Count; i++) writer.Write(lengths[i]);
    }

    internal override TArray? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return null;
        int dimensions = reader.ReadArrayHeader() - FixedFields;
        if (dimensions is < 1 or > SharedShape.MostDimensions) throw new MessagePackSerializationException($"an array of {dimensions} dimensions");
        SharedReference reference = ShareField.Read(ref reader, scope, writable, 0);
        try
        {
            int size = reader.ReadInt32();
            if (size != Unsafe.SizeOf<T>()) throw new MessagePackSerializationException($"elements of {size} bytes in place of {TypeNames.Of(typeof(T))}");
            long offset = reader.ReadInt64();
            var order = (ArrayOrder)reader.ReadByte();
            Span<long> lengths = stackalloc long[dimensions];
            foreach (ref long length in lengths) length = reader.ReadInt64();
            var shape = new SharedShape(lengths, order);
            bool inside = offset >= 0 && offset <= reference.Block.Length && offset % size == 0
                && SharedElements<T>.ByteLength(shape) <= reference.Block.Length - offset;
            return inside
                ? make(new SharedElements<T>(reference, offset, shape))
                : throw new MessagePackSerializationException("the array is not inside of its memory");
        }
        catch
        {
            reference.Dispose();
            throw;
        }
    }
}
