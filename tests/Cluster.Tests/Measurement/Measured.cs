using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

/// <summary>Rows of <c>coordinator measure … --quick --json</c>.</summary>
internal static class Measured
{
    internal static async Task<JsonElement[]> RowsAsync(string part, params string[] options)
    {
        (int exit, string output, string error) = await Command.RunAsync(["measure", part, "--quick", "--json", .. options]);
        Assert.True(exit == 0, error);
        Assert.Empty(error);
        await Schema.AssertValidWherePossibleAsync("measure", output);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(["schemaVersion", "quick", part, "machine"], document.RootElement.EnumerateObject().Select(static field => field.Name));
        return [.. document.RootElement.GetProperty(part).EnumerateArray().Select(static row => row.Clone())];
    }

    internal static string Word(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    internal static long Whole(this JsonElement row, string name) => row.GetProperty(name).GetInt64();

    internal static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    /// <summary>That a figure is there, positive, and between its minimum and maximum.</summary>
    internal static void HasSpread(this JsonElement row, string name) => row.HasSpread(name, from: double.Epsilon);

    /// <summary>As above, for one that may be <paramref name="from"/> at least.</summary>
    internal static void HasSpread(this JsonElement row, string name, double from)
    {
        Assert.InRange(row.Number(name), row.Number($"{name}Min"), row.Number($"{name}Max"));
        Assert.True(row.Number($"{name}Min") >= from, row.GetRawText());
        Assert.True(row.Whole("repeats") >= 3, row.GetRawText());
    }
}
