using System.Globalization;
using System.Reflection;
using Cluster.Serialization;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A dictionary in the form of a map. A key that comes twice is an error.</summary>
/// <param name="make">Makes an empty one, for a number of entries.</param>
internal sealed class DictionaryFormatter<TDictionary, TKey, TValue>(Func<int, IDictionary<TKey, TValue>> make) : ValueFormatter<TDictionary?>
    where TDictionary : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private static readonly PropertyInfo? Comparer = typeof(TDictionary).GetProperty("Comparer");

    internal override void Write(ref MessagePackWriter writer, TDictionary? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        if (Comparer is not null) Comparers<TKey>.Check(Comparer.GetValue(value));
        else if (value is Dictionary<TKey, TValue> dictionary) Comparers<TKey>.Check(dictionary.Comparer);
        scope.Enter();
        // A copy, because the count comes first, and other threads may add to one that is made for that.
        KeyValuePair<TKey, TValue>[] entries = [.. value];
        writer.WriteMapHeader(entries.Length);
        foreach ((TKey key, TValue item) in entries)
        {
            try
            {
                FormatterOf<TKey>.Instance.Write(ref writer, key, scope);
                FormatterOf<TValue>.Instance.Write(ref writer, item, scope);
            }
            catch (Exception ex) when (FailurePath.Note(ex, string.Create(CultureInfo.InvariantCulture, $"[{key}]")))
            {
                throw;
            }
        }

        scope.Depth--;
    }

    internal override TDictionary? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return default;
        int count = reader.ReadMapHeader();
        ValueCodec.Security.DepthStep(ref reader);
        IDictionary<TKey, TValue> dictionary = make(DeclaredCount.Believed<KeyValuePair<TKey, TValue>>(count, reader.Depth));
        for (int i = 0; i < count; i++)
        {
            try
            {
                TKey key = FormatterOf<TKey>.Instance.Read(ref reader, scope);
                dictionary.Add(key, FormatterOf<TValue>.Instance.Read(ref reader, scope));
            }
            catch (Exception ex) when (FailurePath.Note(ex, i))
            {
                throw;
            }
        }

        reader.Depth--;
        return (TDictionary)dictionary;
    }
}
