using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Cluster.Numerics;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>Every codec that fits, for every type.</summary>
/// <remarks>
/// The values are the same in every call. Numbers use all of their digits, as measured ones do: round ones would be shorter as text, small
/// ones as MessagePack.
/// <code>
///                    raw   elements   messagepack   json
///  double[], int[]    ×       ×            ×          ×
///  strings                                 ×          ×
///  records                                 ×          ×
///  nested                                  ×          ×
/// </code>
/// </remarks>
internal static class SerializationCases
{
    private const int Seed = 1;

    // MessagePack's bin 32: a code and the length.
    private const int BlockPrefix = 5;

    /// <summary>With about <paramref name="payload"/> bytes each.</summary>
    internal static IEnumerable<SerializationCase> Of(int payload)
    {
        var random = new Random(Seed);
        double[] numbers = [.. Enumerable.Range(0, payload / sizeof(double)).Select(_ => random.NextDouble() - 0.5)];
        int[] integers = [.. Enumerable.Range(0, payload / sizeof(int)).Select(_ => random.Next(int.MinValue, int.MaxValue))];
        string[] strings = Strings(payload, random);
        Reading[] records = [.. Enumerable.Range(0, Math.Max(1, payload / 24)).Select(number => NewReading(number, random))];
        Station[] nested = [.. Enumerable.Range(0, Math.Max(1, payload / 264)).Select(number => NewStation(number, random))];

        IEnumerable<SerializationCase>[] all =
        [
            Elements("double[]", ElementType.Float64, numbers), Objects("double[]", numbers.Length, numbers.Length * sizeof(double), numbers),
            Elements("int[]", ElementType.Int32, integers), Objects("int[]", integers.Length, integers.Length * sizeof(int), integers),
            Objects("strings", strings.Length, strings.Sum(Encoding.UTF8.GetByteCount), strings),
            Objects("records", records.Length, records.Sum(static record => record.PayloadBytes), records),
            Objects("nested", nested.Length, nested.Sum(static station => station.PayloadBytes), nested),
        ];
        return all.SelectMany(static cases => cases);
    }

    // As mode pipe does it: a block of memory, or element by element, into memory that is there already.
    private static IEnumerable<SerializationCase> Elements<T>(string type, ElementType elementType, T[] values)
        where T : unmanaged
    {
        int bytes = values.Length * elementType.Size();
        T[] target = new T[values.Length];
        yield return new SerializationCase(
            "raw", type, values.Length, bytes, values,
            static (source, output) => WriteBlock(output, MemoryMarshal.AsBytes<T>((T[])source)),
            encoded =>
            {
                encoded.Span[BlockPrefix..].CopyTo(MemoryMarshal.AsBytes(target.AsSpan()));
                return target;
            });
        yield return new SerializationCase(
            "elements", type, values.Length, bytes, values,
            (source, output) => ElementCodec.Encode(ChunkCodec.MessagePack, elementType, MemoryMarshal.AsBytes<T>((T[])source), output),
            encoded =>
            {
                var body = new ReadOnlySequence<byte>(encoded);
                ElementCodec.Decode(ChunkCodec.MessagePack, elementType, body, MemoryMarshal.AsBytes(target.AsSpan()));
                return target;
            });
    }

    private static void WriteBlock(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        Span<byte> span = output.GetSpan(BlockPrefix + bytes.Length);
        span[0] = 0xc6;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)bytes.Length);
        bytes.CopyTo(span[BlockPrefix..]);
        output.Advance(BlockPrefix + bytes.Length);
    }

    // As a serializer does it that is given any object.
    private static IEnumerable<SerializationCase> Objects<T>(string type, int elements, long payload, T values)
        where T : notnull
    {
        foreach ((string name, ChunkCodec codec) in new[] { ("messagepack", ChunkCodec.MessagePack), ("json", ChunkCodec.Json) })
        {
            yield return new SerializationCase(
                name, type, elements, payload, values,
                (source, output) => ObjectCodec.Encode(codec, (T)source, output), encoded => ObjectCodec.Decode<T>(codec, encoded));
        }
    }

    // Words of 4 to 28 letters, a few of them with more than one byte.
    private static string[] Strings(int payload, Random random)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyzäöü";
        var strings = new List<string>();
        for (long bytes = 0; bytes < payload; bytes += Encoding.UTF8.GetByteCount(strings[^1]))
            strings.Add(string.Create(random.Next(4, 29), random, static (text, source) =>
            {
                foreach (ref char letter in text) letter = letters[source.Next(letters.Length)];
            }));
        return [.. strings];
    }

    private static Reading NewReading(int number, Random random) =>
        new(number, random.NextInt64(1L << 40, 1L << 50), random.NextDouble(), random.Next(2) == 0, random.Next(2) == 0 ? "mm" : "°C");

    private static Station NewStation(int number, Random random) => new(
        $"station {number}", new Position(random.NextDouble() * 90, random.NextDouble() * 180),
        [.. Enumerable.Range(0, 10).Select(one => NewReading(one, random))]);
}
