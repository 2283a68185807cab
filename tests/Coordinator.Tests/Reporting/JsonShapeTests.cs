using System.Text.Json;
using Cluster.Coordinator.Cli;

namespace Cluster.Coordinator.Reporting;

/// <summary>Fields and order that others rely on.</summary>
public sealed class JsonShapeTests
{
    private static readonly string[] RunFields =
    [
        "schemaVersion", "job", "mode", "workers", "channel", "codec", "schedule", "handOut", "lifetime", "chunks", "batches", "input", "parameters", "result", "digest",
        "seconds", "bytes", "memory", "workersDetail", "faults", "machine",
    ];

    private static readonly string[] Phases =
        ["spawn", "publish", "serialize", "transfer", "map", "deserialize", "compute", "collect", "reduce", "idle", "teardown"];

    [Theory]
    [InlineData("sequential", 1)]
    [InlineData("threads", 2)]
    public async Task Run_Json_HasTheFieldsInOrder(string mode, int workers)
    {
        using JsonDocument document = await Document($"run column-sums --rows 50 --columns 8 --chunk-size 3 --workers 2 --repeat 3 --warmup 1 --mode {mode} --json");

        JsonElement run = document.RootElement;
        Assert.Equal(RunFields, Names(run));
        Assert.Equal((1, "column-sums", mode), (run.GetProperty("schemaVersion").GetInt32(), run.GetProperty("job").GetString(), run.GetProperty("mode").GetString()));
        Assert.Equal((workers, 3), (run.GetProperty("workers").GetInt32(), run.GetProperty("chunks").GetInt32()));
        Assert.Equal(["description", "bytes"], Names(run.GetProperty("input")));
        Assert.Equal(50 * 8 * 8, run.GetProperty("input").GetProperty("bytes").GetInt64());
        Assert.Equal(["rows", "columns", "order", "seed", "chunkSize"], Names(run.GetProperty("parameters")));
        Assert.Equal(["columns", "total"], Names(run.GetProperty("result")));
        Assert.Equal(8, run.GetProperty("result").GetProperty("columns").GetArrayLength());
        Assert.Matches("^sha256:[0-9a-f]{64}$", run.GetProperty("digest").GetString());
        Assert.Equal(["total", "runs", "median", "min", "max", "phases"], Names(run.GetProperty("seconds")));
        Assert.Equal(3, run.GetProperty("seconds").GetProperty("runs").GetArrayLength());
        Assert.Equal(Phases, Names(run.GetProperty("seconds").GetProperty("phases")));
        Assert.Equal(["toWorkers", "fromWorkers", "shared", "serialized"], Names(run.GetProperty("bytes")));
        Assert.Equal(["coordinatorRss", "workersPss", "workersRss", "pages"], Names(run.GetProperty("memory")));
        Assert.Equal(["workersLost", "retries"], Names(run.GetProperty("faults")));
        Assert.Equal(["cpu", "cores", "memoryBytes", "os", "runtime", "kernel"], Names(run.GetProperty("machine")));
        Assert.Equal(workers, run.GetProperty("workersDetail").GetArrayLength());
    }

    [Fact]
    public async Task Run_Json_PhasesOfAWorkerAddUpToItsWall()
    {
        using JsonDocument document = await Document("run summarize --count 200000 --workers 2 --mode threads --json");

        foreach (JsonElement worker in document.RootElement.GetProperty("workersDetail").EnumerateArray())
        {
            Assert.Equal(["id", "pid", "starts", "chunks", "compute", "idle", "wall", "phases"], Names(worker));
            Assert.Equal(Phases, Names(worker.GetProperty("phases")));
            double sum = worker.GetProperty("phases").EnumerateObject().Sum(phase => phase.Value.GetDouble());
            Assert.InRange(sum, 0, worker.GetProperty("wall").GetDouble() * 1.02);
        }
    }

    // The caller is one of the threads of a pool. 17 chunks, one per batch.
    [Theory]
    [InlineData("pool", 0)]
    [InlineData("call", 1)]
    [InlineData("task", 17)]
    public async Task Run_Json_SaysHowLongWorkersAreKeptAndHowManyWereStarted(string lifetime, int starts)
    {
        using JsonDocument document = await Document(
            $"run column-sums --rows 50 --columns 8 --order c --chunk-size 3 --workers 2 --batch 1 --repeat 2 --mode threads --lifetime {lifetime} --json");

        JsonElement run = document.RootElement;
        Assert.Equal(lifetime, run.GetProperty("lifetime").GetString());
        Assert.Equal((17, 17), (run.GetProperty("chunks").GetInt32(), run.GetProperty("batches").GetInt32()));
        JsonElement[] workers = [.. run.GetProperty("workersDetail").EnumerateArray()];
        Assert.Equal(starts, workers.Sum(worker => worker.GetProperty("starts").GetInt32()));
        double spawn = workers.Sum(worker => worker.GetProperty("phases").GetProperty("spawn").GetDouble());
        Assert.Equal(starts > 0, spawn > 0);
        Assert.Equal(spawn, run.GetProperty("seconds").GetProperty("phases").GetProperty("spawn").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Compare_Json_HasRunsVerdictAndTable()
    {
        using JsonDocument document = await Document("compare summarize --count 5000 --workers 2 --modes sequential,threads --repeat 2 --json");

        JsonElement comparison = document.RootElement;
        Assert.Equal(["schemaVersion", "job", "runs", "identical", "table"], Names(comparison));
        Assert.True(comparison.GetProperty("identical").GetBoolean());
        Assert.All(comparison.GetProperty("runs").EnumerateArray(), run => Assert.Equal(RunFields, Names(run)));
        JsonElement[] table = [.. comparison.GetProperty("table").EnumerateArray()];
        Assert.Equal(["sequential", "threads"], table.Select(row => row.GetProperty("mode").GetString()));
        Assert.All(table, row => Assert.Equal(["mode", "workers", "median", "min", "max", "speedup", "efficiency", "overheadShare"], Names(row)));
        Assert.Equal(1, table[0].GetProperty("speedup").GetDouble());
        Assert.Equal(table[1].GetProperty("speedup").GetDouble() / 2, table[1].GetProperty("efficiency").GetDouble(), 12);
        Assert.All(table, row => Assert.InRange(row.GetProperty("overheadShare").GetDouble(), 0, 1));
    }

    [Fact]
    public async Task Compare_WithoutSequential_HasNoSpeedup()
    {
        using JsonDocument document = await Document("compare summarize --count 5000 --workers 2 --modes threads --repeat 1 --json");

        JsonElement row = document.RootElement.GetProperty("table")[0];
        Assert.Equal(JsonValueKind.Null, row.GetProperty("speedup").ValueKind);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("efficiency").ValueKind);
    }

    [Fact]
    public async Task Run_MeanOfNothing_IsTheStringNaN()
    {
        using JsonDocument document = await Document("run summarize --count 0 --mode sequential --json");

        Assert.Equal("NaN", document.RootElement.GetProperty("result").GetProperty("mean").GetString());
    }

    private static async Task<JsonDocument> Document(string line)
    {
        Called called = await Called.Line(line);
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Equal(1, called.Output.Count(static character => character == '\n'));
        return JsonDocument.Parse(called.Output);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static property => property.Name);
}
