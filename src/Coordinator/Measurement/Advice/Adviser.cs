using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Jobs;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Finds out what a job would take in each mode, and says which one to use.</summary>
/// <remarks>
/// <code>
///   constants of the machine (kept, or measured) ─┐
///   sample of the job's chunks ───────────────────┴→ predictions → recommendation
///   samples at other sizes ────────────────────────→ predictions → break-even sizes
/// </code>
/// </remarks>
/// <param name="pool">How workers are started.</param>
/// <param name="log">Of their pools.</param>
/// <param name="cache">Where the constants of the machine are kept.</param>
/// <param name="identity">Of this machine.</param>
internal sealed class Adviser(PoolOptions pool, ILogger log, MachineCache cache, MachineIdentity identity)
{
    private static readonly ExecutionMode[] Modes = [ExecutionMode.Sequential, ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared];

    /// <param name="request">What about.</param>
    /// <param name="begin">Told what is done next; returns what gets the fraction done of that.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="JobParameterException">An option has a value that the job cannot work with, or there is nothing to do.</exception>
    /// <exception cref="FileProblemException">The input cannot be used.</exception>
    /// <exception cref="Faults.FaultException">Workers cannot be started, there is not enough memory, or the job failed.</exception>
    internal async Task<JobAdvice> AdviseAsync(AdviceRequest request, Func<string, IProgress<double>> begin, CancellationToken cancellationToken)
    {
        using var job = PreparedJob.Prepare(request.Run);
        if (job.Plan.Count == 0)
            throw new JobParameterException(job.Definition.SizeOption?.Name ?? "input", "there is nothing to do, in any mode (give it a size above 0)");

        MachineCosts? known = request.Refreshes ? null : cache.Load(identity);
        MachineCosts machine = known ?? await MeasureAsync(begin("measuring this machine"), cancellationToken).ConfigureAwait(false);
        var circumstances = new Circumstances(request.Cores ?? identity.Cores, request.BytesPerSecond, request.Run.Codec);
        var model = new TimeModel(machine, circumstances);
        int[] numbers = [.. WorkerNumbers.UpTo(request.Run.Workers)];

        IProgress<double> progress = begin("computing a sample of the job");
        var limits = SampleLimits.For(machine);
        ChunkCosts chunk = await MeasuringThread.RunAsync("sample", () => new JobProbe(job, limits, machine.CacheBytes).Run(cancellationToken)).ConfigureAwait(false);
        progress.Report(1);
        var work = JobWork.Of(job);
        IReadOnlyList<Forecast> forecasts = Forecasts(model, numbers, work, chunk);
        IReadOnlyList<SizedForecasts> sizes = await SweepAsync(job, chunk, machine, model, numbers, begin, cancellationToken).ConfigureAwait(false);
        var repeated = Recommendation.Of(forecasts, firstCall: false);
        return new JobAdvice
        {
            Job = job, Circumstances = circumstances, Machine = machine, CachePath = cache.Path, MeasuredNow = known is null, Work = work, Chunk = chunk,
            Forecasts = forecasts, Repeated = repeated, Once = Recommendation.Of(forecasts, firstCall: true),
            Batch = BatchChoice.Of(model, repeated.Chosen, work, chunk), Sizes = sizes, BreakEvens = BreakEvens(sizes),
            Link = request.Ranks, Ranks = request.Ranks is { } link ? new RankModel(model, link).Predict(numbers, work, chunk) : [],
            Verification = request.Verifies ? await VerifyAsync(job, forecasts, begin, cancellationToken).ConfigureAwait(false) : [],
        };
    }

    private async Task<MachineCosts> MeasureAsync(IProgress<double> progress, CancellationToken cancellationToken)
    {
        MachineCosts machine = await new MachineProbe(pool, log, progress).RunAsync(identity, cancellationToken).ConfigureAwait(false);
        if (cache.Save(machine) is { } why) log.CostsNotKept(cache.Path ?? "", why);
        return machine;
    }

    private static List<Forecast> Forecasts(TimeModel model, int[] numbers, JobWork work, ChunkCosts chunk) =>
    [
        .. from mode in Modes
           from workers in mode == ExecutionMode.Sequential ? [1] : numbers
           select model.Predict(mode, workers, work, chunk),
    ];

    private static async Task<IReadOnlyList<SizedForecasts>> SweepAsync(
        PreparedJob job, ChunkCosts chunk, MachineCosts machine, TimeModel model, int[] numbers, Func<string, IProgress<double>> begin,
        CancellationToken cancellationToken)
    {
        var sweep = new SizeSweep(job, chunk, SampleLimits.For(machine).ForOtherSizes, machine.CacheBytes);
        if (!sweep.IsPossible) return [];
        IProgress<double> progress = begin("looking at other sizes");
        return await MeasuringThread.RunAsync("sizes", () => sweep.Run(AtSize, progress, cancellationToken)).ConfigureAwait(false);

        IReadOnlyList<Forecast> AtSize(JobWork work, ChunkCosts costs) =>
            [.. Forecasts(model, numbers, work, costs).GroupBy(static forecast => forecast.Mode).Select(static mode => mode.MinBy(static one => one.Warm.Middle)!)];
    }

    private static List<BreakEven> BreakEvens(IReadOnlyList<SizedForecasts> sizes)
    {
        if (sizes.Count == 0) return [];
        return
        [
            .. from firstCall in (bool[])[false, true]
               from pair in ((ExecutionMode Faster, ExecutionMode Than)[])
               [
                   (ExecutionMode.Threads, ExecutionMode.Sequential), (ExecutionMode.Shared, ExecutionMode.Sequential),
                   (ExecutionMode.Pipe, ExecutionMode.Sequential), (ExecutionMode.Shared, ExecutionMode.Pipe), (ExecutionMode.Shared, ExecutionMode.Threads),
               ]
               select BreakEven.Find(sizes, pair.Faster, pair.Than, firstCall),
        ];
    }

    private async Task<IReadOnlyList<Verified>> VerifyAsync(
        PreparedJob job, IReadOnlyList<Forecast> forecasts, Func<string, IProgress<double>> begin, CancellationToken cancellationToken)
    {
        using var store = JobArrays.Create(job, shareable: true, begin("preparing the input"), cancellationToken);
        var verified = new List<Verified>();
        foreach (ExecutionMode mode in Modes)
        {
            Forecast predicted = forecasts.Last(forecast => forecast.Mode == mode);
            var run = new JobRun(job, store, mode, pool.For(job.Request.Workers), log);
            verified.Add(new Verified(predicted, await run.ExecuteAsync(begin($"verifying mode {mode.Word()}"), cancellationToken).ConfigureAwait(false)));
        }

        return verified;
    }
}
