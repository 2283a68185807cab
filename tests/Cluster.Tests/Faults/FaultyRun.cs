using Cluster.Coordinator.Execution;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.TestKit.Crashes;
using Cluster.Tests.OwnJobs;

namespace Cluster.Tests.Faults;

/// <summary>A job on workers that fail by plan, and what came of it.</summary>
/// <param name="Digest">Of the result; null if there is none.</param>
/// <param name="Fault">That the run ended in; null if it did not.</param>
/// <param name="WorkersLost">Of a run that has a result.</param>
/// <param name="Failed">Workers that failed by plan.</param>
/// <param name="Warnings">That were logged.</param>
internal sealed record FaultyRun(string? Digest, FaultInfo? Fault, int WorkersLost, int Failed, IReadOnlyList<string> Warnings)
{
    private const string Program = "FaultyWorker";

    // Chunks enough for both workers to be in the middle of it, of 32 KiB each.
    private const long Count = 50_000;
    private const long ChunkSize = 4_096;

    /// <summary>What is computed.</summary>
    internal static RunRequest Request(long count = Count, params (string Name, object Value)[] options) =>
        OwnRuns.Request(OwnAssembly.Path("FaultyJobs"), "FaultyJobs.FaultyRows", [("count", count), .. options]) with { ChunkSize = ChunkSize };

    /// <summary>The same with two chunks: enough where every worker fails, and each chunk is tried three times.</summary>
    internal static RunRequest BriefRequest() => Request(2 * ChunkSize);

    /// <summary>Runs it with two workers, over <paramref name="channel"/>, of which up to <paramref name="most"/> fail, those that replace others included.</summary>
    internal static async Task<FaultyRun> ExecuteAsync(
        FaultPoint point, FaultWay way, FaultTraffic traffic, int most, PoolOptions? options = null, RunRequest? request = null, PoolChannel channel = PoolChannel.Pipe)
    {
        using var folder = new FaultFolder();
        var plan = new FaultPlan(point, way, traffic, most, folder.Path);
        options = (options ?? new PoolOptions()) with
        {
            Channel = channel,
            Program = WorkerProgram.Find(Program, $"{Program}.dll"),
            Environment = new Dictionary<string, string?> { [FaultPlan.Variable] = plan.Encode() },
        };
        var log = new CollectingLog();
        (string? digest, FaultInfo? fault, int lost) = await RunAsync(
            (request ?? Request()) with { HandOut = traffic == FaultTraffic.Board ? HandOutChoice.Self : HandOutChoice.Messages }, traffic == FaultTraffic.Pipe ? ExecutionMode.Pipe : ExecutionMode.Shared, options, log);
        return new FaultyRun(digest, fault, lost, plan.Taken, log.Warnings);
    }

    private static async Task<(string? Digest, FaultInfo? Fault, int WorkersLost)> RunAsync(RunRequest request, ExecutionMode mode, PoolOptions options, CollectingLog log)
    {
        options.Workers = request.Workers;
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        // A run that goes on for ever is ended with its workers.
        using var limit = new CancellationTokenSource(TestTimeouts.Unexpected);
        try
        {
            RunOutcome outcome = await new JobRun(job, store, mode, options, log).ExecuteAsync(null, limit.Token);
            return (outcome.Digest, null, outcome.WorkersLost);
        }
        catch (FaultException ex)
        {
            return (null, ex.Fault, 0);
        }
    }
}
