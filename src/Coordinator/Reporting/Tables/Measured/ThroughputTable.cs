using Cluster.Coordinator.Measurement.Throughput;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>Chunk sizes by direction, then one grid for each setting that was varied.</summary>
internal static class ThroughputTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<ThroughputRow> rows)
    {
        foreach (var group in rows.GroupBy(static row => (row.Settings.Sweep, row.Settings.Sweep == "memory" ? "" : row.Direction)))
        {
            var grid = new Grid(Heading(group.Key.Sweep), [.. Cells.Heading("GB/s"), "CPU s/GB"]);
            foreach (ThroughputRow row in group)
                grid.Add(Label(row), [.. Cells.Of(row.GigabytesPerSecond), Units.Digits(row.CpuSecondsPerGigabyte.Median)]);
            yield return new TitledGrid(Title(group.First()), grid);
        }
    }

    private static string Title(ThroughputRow first)
    {
        string chunk = $"chunks of {Units.Bytes(first.Settings.ChunkBytes)}";
        string many = first.Settings.Direction == TransferDirection.ToAll ? $" ({Units.Count(first.Settings.Workers, "worker")})" : "";
        return first.Settings.Sweep switch
        {
            "chunk" => $"{first.Direction}{many}",
            "ring" => $"{first.Direction}, through a ring",
            "memory" => $"{chunk}, going round in {Units.Bytes(first.Settings.MemoryBytes)}",
            "pauseThreshold" => $"{first.Direction}, {chunk}, read by one task and parsed by another thread",
            _ => $"{first.Direction}, {chunk}",
        };
    }

    private static string Heading(string sweep) => sweep switch
    {
        "chunk" or "ring" => "chunk",
        "memory" => "direction",
        "socketBuffer" => "socket buffer",
        "readBuffer" => "read buffer",
        _ => "may lie between",
    };

    private static string Label(ThroughputRow row) => row.Settings.Sweep switch
    {
        "chunk" or "ring" => Units.Bytes(row.Settings.ChunkBytes),
        "memory" => row.Direction,
        "socketBuffer" => Units.Bytes(row.Settings.Options.Transport.SocketBuffer),
        "readBuffer" => Units.Bytes(row.Settings.Options.Transport.ReadBuffer),
        _ => Units.Bytes(row.Settings.Options.PauseThreshold),
    };
}
