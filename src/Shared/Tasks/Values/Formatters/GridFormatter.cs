using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>An array of several dimensions: <c>[length, …, elements]</c>, the elements in the order of memory.</summary>
internal sealed class GridFormatter<TArray, T> : ValueFormatter<TArray?>
    where TArray : class
{
    private static readonly int Rank = typeof(TArray).GetArrayRank();

    internal override void Write(ref MessagePackWriter writer, TArray? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var array = (Array)(object)value;
        scope.Enter();
        writer.WriteArrayHeader(Rank + 1);
        for (int i = 0; i < Rank; i++)
        {
            if (array.GetLowerBound(i) != 0) throw new ValueException("its indexes do not begin at 0; send one whose indexes do");
            writer.Write(array.GetLength(i));
        }

        ElementBlock<T>.Write(ref writer, Elements(array), scope);
        scope.Depth--;
    }

    internal override TArray? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return null;
        ValueCodec.Security.DepthStep(ref reader);
        if (reader.ReadArrayHeader() != Rank + 1) throw new MessagePackSerializationException($"an array of {Rank} dimensions has {Rank} lengths");
        int[] lengths = new int[Rank];
        Int128 count = 1;
        for (int i = 0; i < Rank; i++)
        {
            lengths[i] = reader.ReadInt32();
            if (lengths[i] < 0) throw new MessagePackSerializationException("a length is negative");
            count *= lengths[i];
        }

        // The elements are there before there is an array for them: what the lengths promise is not believed.
        T[] elements = ElementBlock<T>.Read(ref reader, scope);
        if (count != elements.Length) throw new MessagePackSerializationException($"{elements.Length:N0} elements came, the lengths say {count:N0}");
        reader.Depth--;
        Array array = Array.CreateInstance(typeof(T), lengths);
        elements.CopyTo(Elements(array));
        return (TArray)(object)array;
    }

    private static Span<T> Elements(Array array) => array.Length == 0
        ? []
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
