using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Two values, as an array. Written out, because this is what a function of two arguments is mapped over.</summary>
internal sealed class PairFormatter<T1, T2> : ValueFormatter<(T1, T2)>
{
    internal override void Write(ref MessagePackWriter writer, (T1, T2) value, ValueScope scope)
    {
        writer.WriteArrayHeader(2);
        int item = 1;
        try
        {
            FormatterOf<T1>.Instance.Write(ref writer, value.Item1, scope);
            item++;
            FormatterOf<T2>.Instance.Write(ref writer, value.Item2, scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, TupleFormatter.Item(item)))
        {
            throw;
        }
    }

    internal override (T1, T2) Read(ref MessagePackReader reader, ValueScope scope)
    {
        TupleFormatter.Expect(ref reader, 2);
        int item = 1;
        try
        {
            T1 first = FormatterOf<T1>.Instance.Read(ref reader, scope);
            item++;
            return (first, FormatterOf<T2>.Instance.Read(ref reader, scope));
        }
        catch (Exception ex) when (FailurePath.Note(ex, TupleFormatter.Item(item)))
        {
            throw;
        }
    }
}
