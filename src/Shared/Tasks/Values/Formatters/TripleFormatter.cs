using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Three values, as an array; see <see cref="PairFormatter{T1, T2}"/>.</summary>
internal sealed class TripleFormatter<T1, T2, T3> : ValueFormatter<(T1, T2, T3)>
{
    internal override void Write(ref MessagePackWriter writer, (T1, T2, T3) value, ValueScope scope)
    {
        writer.WriteArrayHeader(3);
        int item = 1;
        try
        {
            FormatterOf<T1>.Instance.Write(ref writer, value.Item1, scope);
            item++;
            FormatterOf<T2>.Instance.Write(ref writer, value.Item2, scope);
            item++;
            FormatterOf<T3>.Instance.Write(ref writer, value.Item3, scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, TupleFormatter.Item(item)))
        {
            throw;
        }
    }

    internal override (T1, T2, T3) Read(ref MessagePackReader reader, ValueScope scope)
    {
        TupleFormatter.Expect(ref reader, 3);
        int item = 1;
        try
        {
            T1 first = FormatterOf<T1>.Instance.Read(ref reader, scope);
            item++;
            T2 second = FormatterOf<T2>.Instance.Read(ref reader, scope);
            item++;
            return (first, second, FormatterOf<T3>.Instance.Read(ref reader, scope));
        }
        catch (Exception ex) when (FailurePath.Note(ex, TupleFormatter.Item(item)))
        {
            throw;
        }
    }
}
