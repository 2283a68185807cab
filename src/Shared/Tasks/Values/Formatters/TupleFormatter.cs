using System.Globalization;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>What the formatters of tuples have in common.</summary>
internal static class TupleFormatter
{
    internal static string Item(int number) => string.Create(CultureInfo.InvariantCulture, $"Item{number}");

    internal static void Expect(ref MessagePackReader reader, int items)
    {
        int count = reader.ReadArrayHeader();
        if (count != items) throw new MessagePackSerializationException($"a tuple of {items} items came with {count}");
    }
}
