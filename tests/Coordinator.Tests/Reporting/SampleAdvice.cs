using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Serialization;

namespace Cluster.Coordinator.Reporting;

/// <summary>Advice about a real plan with costs that are made up.</summary>
internal static class SampleAdvice
{
    /// <param name="secondsPerChunk">Of each of the 64 chunks, on one thread.</param>
    /// <param name="together">The same when four threads compute at a time.</param>
    internal static JobAdvice Of(double secondsPerChunk, double? together = null)
    {
        var job = PreparedJob.Prepare(new RunRequest
        {
            Job = "summarize", Workers = 4, ChunkSize = 1000, Options = new Dictionary<string, object> { ["count"] = 64_000L },
        });
        return Of(job, Chunk(secondsPerChunk, together));
    }

    internal static JobAdvice Of(PreparedJob job, ChunkCosts chunk, Circumstances? circumstances = null)
    {
        circumstances ??= new Circumstances(MadeUp.Cores, null, ChunkCodec.Raw);
        var model = new TimeModel(MadeUp.Machine, circumstances);
        var work = JobWork.Of(job);
        IReadOnlyList<Forecast> forecasts = Forecasts(model, work, chunk);
        SizedForecasts[] sizes = [.. Enumerable.Range(0, 16).Select(power => new SizedForecasts(1000L << power, Forecasts(model, work with { Chunks = 1 << power, SlicedBytes = 8000L << power }, chunk)))];
        var repeated = Recommendation.Of(forecasts, firstCall: false);
        return new JobAdvice
        {
            Job = job, Circumstances = circumstances, Machine = MadeUp.Machine, CachePath = "/home/somebody/.cache/cluster/machine.json", MeasuredNow = false,
            Work = work, Chunk = chunk, Forecasts = forecasts, Repeated = repeated, Once = Recommendation.Of(forecasts, firstCall: true),
            Batch = BatchChoice.Of(model, repeated.Chosen, work, chunk), Sizes = sizes,
            BreakEvens =
            [
                BreakEven.Find(sizes, ExecutionMode.Threads, ExecutionMode.Sequential, firstCall: false),
                BreakEven.Find(sizes, ExecutionMode.Pipe, ExecutionMode.Threads, firstCall: false),
                BreakEven.Find(sizes, ExecutionMode.Threads, ExecutionMode.Sequential, firstCall: true),
                BreakEven.Find(sizes, ExecutionMode.Pipe, ExecutionMode.Threads, firstCall: true),
            ],
        };
    }

    internal static ChunkCosts Chunk(double seconds, double? together = null)
    {
        var computing = new Curve([new CurvePoint(1, Estimate.Exactly(seconds)), new CurvePoint(4, Estimate.Exactly(together ?? seconds))]);
        return MadeUp.Chunk(seconds) with { Computing = computing, ComputingReceived = computing };
    }

    /// <summary>The same advice with every mode run.</summary>
    internal static async Task<JobAdvice> VerifiedAsync(JobAdvice advice)
    {
        var verified = new List<Verified>();
        foreach (ExecutionMode mode in Enum.GetValues<ExecutionMode>())
            verified.Add(new Verified(advice.Forecasts.First(one => one.Mode == mode), await SampleRuns.InMode(mode)));
        return advice with { Verification = verified };
    }

    private static Forecast[] Forecasts(TimeModel model, JobWork work, ChunkCosts chunk) =>
    [
        model.Predict(ExecutionMode.Sequential, 1, work, chunk), model.Predict(ExecutionMode.Threads, 4, work, chunk),
        model.Predict(ExecutionMode.Pipe, 4, work, chunk), model.Predict(ExecutionMode.Shared, 4, work, chunk),
    ];
}
