using System.Text.Json;
using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>What ranks did in the repetition in the middle, and what it took to bring things from one to another.</summary>
internal static class RanksObject
{
    internal static void Write(Utf8JsonWriter writer, RankUse ranks)
    {
        writer.WriteStartArray("ranks");
        foreach (RankAccount rank in ranks.Ranks)
        {
            writer.WriteStartObject();
            writer.WriteNumber("rank", rank.Rank);
            writer.WriteString("host", rank.Host);
            writer.WriteNumber("pid", rank.ProcessId);
            writer.WriteNumber("workers", rank.Workers);
            writer.WriteNumber("chunks", rank.Chunks);
            writer.WriteTicks("compute", rank.ComputeTicks);
            writer.WriteNumber("workersLost", rank.WorkersLost);
            writer.WriteNumber("retries", rank.Retries);
            writer.WriteSeconds("roundTrip", rank.RoundTrip);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WritePhases(Utf8JsonWriter writer, RankUse ranks)
    {
        foreach ((string phase, TimeSpan time) in ranks.Phases) writer.WriteSeconds(phase, time);
    }

    internal static void WriteBytes(Utf8JsonWriter writer, RankUse ranks)
    {
        writer.WriteNumber("broadcast", ranks.BroadcastBytes);
        writer.WriteNumber("scatter", ranks.ScatterBytes);
        writer.WriteNumber("gather", ranks.GatherBytes);
    }
}
