using System.Text.Json;
using Cluster.Coordinator.Reporting.Html;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Baselines;

/// <summary>What two reports have in common, figure by figure.</summary>
/// <param name="All">In the order of the newer report.</param>
/// <param name="NotCompared">Why not, for each job that both have and that cannot be compared.</param>
internal sealed record BaselineRatios(IReadOnlyList<Ratio> All, IReadOnlyList<string> NotCompared)
{
    internal static BaselineRatios Of(JsonElement report, JsonElement earlier)
    {
        var ratios = new List<Ratio>();
        var notCompared = new List<string>();
        foreach (JsonElement job in report.Items("jobs"))
        {
            string name = job.GetProperty("comparison").Text("job");
            JsonElement[] old = [.. earlier.Items("jobs").Where(one => one.GetProperty("comparison").Text("job") == name)];
            if (old.Length == 0) continue;
            // Other sizes, another file: the figures are of different work, and a ratio would say nothing.
            if (IsSameWork(job, old[0])) ratios.AddRange(Join(name, Runs(job), Runs(old[0])));
            else notCompared.Add($"{name}, which had other options or another input");
        }

        foreach (JsonProperty part in report.GetProperty("measurements").EnumerateObject())
            ratios.AddRange(Join(part.Name, Rows(part.Value), Rows(earlier.Part(part.Name))));
        return new BaselineRatios(ratios, notCompared);
    }

    private static bool IsSameWork(JsonElement one, JsonElement other)
    {
        (JsonElement a, JsonElement b) = (one.GetProperty("comparison").Items("runs")[0], other.GetProperty("comparison").Items("runs")[0]);
        return JsonElement.DeepEquals(a.GetProperty("parameters"), b.GetProperty("parameters"))
            && JsonElement.DeepEquals(a.GetProperty("input"), b.GetProperty("input"));
    }

    // The runs of the comparison are among those of the scaling too, but for the sequential one.
    private static IEnumerable<(string Row, string Figure, double Value)> Runs(JsonElement job) => job.GetProperty("comparison").Items("table")
        .Concat(job.Items("scaling")).Select(row => (RunName.Of(row), "seconds", row.Number("median"))).DistinctBy(row => row.Item1);

    // Two rows of one name are two experiments that are not told apart here: neither is compared.
    private static IEnumerable<(string Row, string Figure, double Value)> Rows(JsonElement part) => Rows(part.EnumerateArray());

    private static IEnumerable<(string Row, string Figure, double Value)> Rows(IEnumerable<JsonElement> part) => part
        .GroupBy(PartFigures.Name).Where(rows => rows.Count() == 1)
        .SelectMany(rows => PartFigures.Of(rows.First()).Select(figure => (rows.Key, figure.Name, figure.Value)));

    private static IEnumerable<Ratio> Join(
        string subject, IEnumerable<(string Row, string Figure, double Value)> now, IEnumerable<(string Row, string Figure, double Value)> earlier) => now
        .Join(
            earlier, static one => (one.Row, one.Figure), static one => (one.Row, one.Figure),
            (one, old) => new Ratio(subject, one.Row, one.Figure, old.Value, one.Value))
        .Where(static ratio => ratio is { Earlier: > 0, Now: > 0 });
}
