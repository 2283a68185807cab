using System.Diagnostics;
using System.Text.Json;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>How values are written: seconds as numbers, and numbers that JSON does not have as strings.</summary>
internal static class JsonValues
{
    /// <summary>Raised when a field that others rely on changes its meaning or goes away; new fields do not raise it.</summary>
    internal const int SchemaVersion = 1;

    /// <summary>A long, a double, a truth value, a word, or an array of one of these but the third.</summary>
    internal static void WriteValue(this Utf8JsonWriter writer, string name, object value)
    {
        writer.WritePropertyName(name);
        switch (value)
        {
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteDouble(number); break;
            case string word: writer.WriteStringValue(word); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case long[] numbers:
                writer.WriteStartArray();
                foreach (long number in numbers) writer.WriteNumberValue(number);
                writer.WriteEndArray();
                break;
            case double[] numbers:
                writer.WriteStartArray();
                foreach (double number in numbers) writer.WriteDouble(number);
                writer.WriteEndArray();
                break;
            case string[] words:
                writer.WriteStartArray();
                foreach (string word in words) writer.WriteStringValue(word);
                writer.WriteEndArray();
                break;
            default: throw new ArgumentException($"a {value.GetType().Name} has no JSON form", nameof(value));
        }
    }

    /// <summary>
    /// JSON has no NaN and no infinities. They are written as the strings <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>, which
    /// <c>float()</c> of Python and <c>Number()</c> of JavaScript read.
    /// </summary>
    internal static void WriteDouble(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    internal static void WriteSeconds(this Utf8JsonWriter writer, string name, TimeSpan time) =>
        writer.WriteNumber(name, time.TotalSeconds);

    /// <summary>Ticks of <see cref="Stopwatch"/> as seconds.</summary>
    internal static void WriteTicks(this Utf8JsonWriter writer, string name, long ticks) =>
        writer.WriteNumber(name, ticks / (double)Stopwatch.Frequency);
}
