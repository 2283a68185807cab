using System.Text.Json;

namespace Cluster.Tests.Measurement;

public sealed class TasksTests : ProcessTest
{
    private const long Tasks = 20_000;

    private static readonly (string Mode, string? Channel)[] Ways = [("threads", null), ("pipe", "pipe"), ("pipe", "ring"), ("shared", null)];
    private static readonly long[] Workers = [1, 2];
    private static readonly long?[] Batches = [1, 10, 100, 1000, null];

    [Fact]
    public async Task Tasks_Quick_HasEveryModeNumberOfWorkersAndBatchSize()
    {
        JsonElement[] rows = await Measured.RowsAsync("tasks", "--workers", "2");

        Assert.Equal(
            from way in Ways from workers in Workers from batch in Batches select (way, workers, batch),
            rows.Select(static row => ((row.Word("mode"), row.GetProperty("channel").GetString()), row.Whole("workers"), Batch(row))));
        foreach (JsonElement row in rows)
        {
            Assert.Equal(Tasks, row.Whole("tasks"));
            row.HasSpread("milliseconds");
            row.HasSpread("tasksPerSecond");
            Assert.Equal(Tasks / row.Number("milliseconds") * 1000, row.Number("tasksPerSecond"), row.Number("tasksPerSecond") * 1e-9);
            Assert.Equal(1e6 / row.Number("microsecondsPerTask"), row.Number("tasksPerSecond"), row.Number("tasksPerSecond") * 1e-9);
            // A batch is no larger than asked; one that is taken from another's block, or is at the end of one's own, may be smaller.
            if (Batch(row) is { } batch) Assert.InRange(row.Whole("batches"), Tasks / batch, (Tasks / batch) + row.Whole("workers"));
            else Assert.InRange(row.Whole("batches"), row.Whole("workers"), Tasks / 10);
        }
    }

    [Fact]
    public async Task Tasks_OfOneWorker_AreMeasuredOnce()
    {
        JsonElement[] rows = await Measured.RowsAsync("tasks", "--workers", "1");

        Assert.Equal(Ways.Length * Batches.Length, rows.Length);
        Assert.All(rows, static row => Assert.Equal(1, row.Whole("workers")));
    }

    private static long? Batch(JsonElement row) => row.GetProperty("batch") is { ValueKind: JsonValueKind.Number } batch ? batch.GetInt64() : null;
}
