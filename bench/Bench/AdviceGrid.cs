using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Processes;
using Cluster.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>How good <c>coordinator advise</c> is: a grid of jobs, sizes and numbers of workers, predicted and then run in every mode.</summary>
/// <remarks>The bar: a median error of 20 %, and the advised mode within 10 % of the best one in 90 % of the grid.</remarks>
internal static class AdviceGrid
{
    private const double MostLoss = 0.1;

    private static readonly ExecutionMode[] Modes = [ExecutionMode.Sequential, ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared];

    /// <param name="jobs">Whose cases are run; all if there are none.</param>
    internal static async Task RunAsync(IReadOnlyList<string> jobs)
    {
        var identity = new MachineIdentity("", Environment.ProcessorCount, 0, "", "", "", 0, "");
        MachineCosts machine = await new MachineProbe(new PoolOptions(), NullLogger.Instance, new Progress<double>()).RunAsync(identity, CancellationToken.None);
        Console.WriteLine($"constants of {machine.Identity.Cores} cores measured, misfit {machine.Misfit:0%}, other programs used {machine.OthersShare:0%} of the cores");
        Console.WriteLine();
        Console.WriteLine($"{"case",-44} {"workers",7} {"mode",-10} {"predicted",12} {"measured",12} {"error",7}");
        var cells = new List<AdviceCell>();
        foreach (AdviceCase one in AdviceCase.All.Where(one => jobs.Count == 0 || jobs.Contains(one.Job)))
            foreach (AdviceCell cell in await RunAsync(one, machine))
            {
                cells.Add(cell);
                Write(cell);
            }

        if (cells.Count > 0) Summarize(cells);
    }

    // Each number of workers, one of which no constant was measured with.
    private static async Task<IReadOnlyList<AdviceCell>> RunAsync(AdviceCase one, MachineCosts machine)
    {
        PreparedJob job = PreparedJob.Prepare(new RunRequest
        {
            Job = one.Job, Options = one.Options.ToDictionary(static option => option.Name, static option => option.Value),
            Repeat = 5, Warmup = 1, WarmupTime = TimeSpan.FromSeconds(0.5),
        });
        var model = new TimeModel(machine, new Circumstances(machine.Identity.Cores, null, ChunkCodec.Raw));
        ChunkCosts chunk = new JobProbe(job, SampleLimits.For(machine), machine.CacheBytes).Run(CancellationToken.None);
        var work = JobWork.Of(job);
        using var store = JobArrays.Create(job, shareable: true, null, CancellationToken.None);
        double sequential = 0;
        var cells = new List<AdviceCell>();
        foreach (int workers in (int[])[Environment.ProcessorCount, Environment.ProcessorCount + 1])
        {
            var modes = new List<(Forecast Predicted, double Measured)>();
            foreach (ExecutionMode mode in Modes)
            {
                double measured = mode == ExecutionMode.Sequential && sequential > 0 ? sequential : await MeasureAsync(job, store, mode, workers);
                if (mode == ExecutionMode.Sequential) sequential = measured;
                modes.Add((model.Predict(mode, workers, work, chunk), measured));
            }

            cells.Add(new AdviceCell(one, workers, modes));
        }

        return cells;
    }

    // As compare does it.
    private static async Task<double> MeasureAsync(PreparedJob job, JobArrays store, ExecutionMode mode, int workers)
    {
        PreparedJob sized = job with { Request = job.Request with { Workers = workers } };
        var run = new JobRun(sized, store, mode, new PoolOptions { Workers = workers }, NullLogger.Instance);
        return (await run.ExecuteAsync(null, CancellationToken.None)).Median.TotalSeconds;
    }

    private static void Write(AdviceCell cell)
    {
        foreach ((Forecast predicted, double measured) in cell.Modes)
        {
            double error = (predicted.Warm.Middle / measured) - 1;
            string remark = predicted.Mode == cell.Advised ? $"  advised{(cell.Loss > 0 ? $", {cell.Loss:0%} above the best" : "")}" : "";
            Console.WriteLine(
                $"{cell.Case,-44} {cell.Workers,7} {predicted.Mode.Word(),-10} {predicted.Warm.Middle * 1e3,9:0.000} ms {measured * 1e3,9:0.000} ms {error,7:+0%;-0%;0%}{remark}");
        }
    }

    private static void Summarize(List<AdviceCell> cells)
    {
        Console.WriteLine();
        Console.WriteLine($"{"median error",-44} {Pairs.Median([.. cells.SelectMany(static cell => cell.Errors)]):0%}");
        foreach (ExecutionMode mode in Modes)
        {
            double[] errors = [.. cells.Select(cell => cell.Errors.ElementAt(Array.IndexOf(Modes, mode)))];
            Console.WriteLine($"  mode {mode.Word(),-37} {Pairs.Median(errors):0%}");
        }

        foreach (IGrouping<string, AdviceCell> job in cells.GroupBy(static cell => cell.Case.Job))
            Console.WriteLine($"  {job.Key,-42} {Pairs.Median([.. job.SelectMany(static cell => cell.Errors)]):0%}");
        int good = cells.Count(static cell => cell.Loss <= MostLoss);
        Console.WriteLine($"{$"advised mode within {MostLoss:0%} of the best",-44} {(double)good / cells.Count:0%} ({good} of {cells.Count} cells)");
        foreach (AdviceCell cell in cells.Where(static cell => cell.Loss > MostLoss))
            Console.WriteLine($"  not so: {cell.Case}, {cell.Workers} workers: {cell.Advised.Word()} takes {cell.Loss:0%} longer than {cell.Best.Word()}");
    }
}
