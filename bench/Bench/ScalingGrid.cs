using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.Processes;
using Cluster.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>How much faster jobs are predicted to be on 1 to 625 machines of 16 cores, 10,000 workers at most, and how far the same model is off where
/// it can be checked: one and two ranks on this machine.</summary>
/// <remarks>What a chunk takes, and what handing it out takes, are measured here; the link is an assumption that is printed.</remarks>
internal static class ScalingGrid
{
    private const int Cores = 16;
    private const double MemoryBytesPerSecond = 200e9;
    private static readonly int[] Ranks = [1, 4, 16, 64, 256, 625];

    // 10-gigabit Ethernet, and what RDMA has.
    private static readonly (string Name, RankCosts Costs)[] Links =
    [
        ("Ethernet", new RankCosts(Ranks[^1], RankCosts.UsualRoundTrip, RankCosts.UsualBytesPerSecond)),
        ("InfiniBand", new RankCosts(Ranks[^1], 3e-6, 12.5e9)),
    ];

    /// <param name="jobs">Whose cases are predicted; all if there are none.</param>
    internal static async Task RunAsync(IReadOnlyList<string> jobs)
    {
        var identity = new MachineIdentity("", Environment.ProcessorCount, 0, "", "", "", 0, "");
        MachineCosts machine = await new MachineProbe(new PoolOptions(), NullLogger.Instance, new Progress<double>()).RunAsync(identity, CancellationToken.None);
        Console.WriteLine($"constants of {machine.Identity.Cores} cores measured, misfit {machine.Misfit:0%}, other programs used {machine.OthersShare:0%} of the cores");
        await RankCheck.RunAsync(machine, jobs);
        Console.WriteLine();
        Console.WriteLine($"predicted speed-up over one core: machines of {Cores} cores and {MemoryBytesPerSecond / 1e9:0} GB/s, up to {Cores} workers in mode shared on each");
        foreach ((string name, RankCosts link) in Links)
            Console.WriteLine($"  {name}: a round trip of {link.RoundTripSeconds * 1e6:0} µs, {link.BytesPerSecond / 1e9:0.##} GB/s into rank 0");
        Console.WriteLine();
        Console.WriteLine($"{"case",-44} {"chunks",9} {"one core",11}  {"link",-10} {string.Concat(Ranks.Select(static ranks => $"{ranks * Cores,8:n0}"))}");
        foreach (ScalingCase one in ScalingCase.All.Where(one => jobs.Count == 0 || jobs.Contains(one.Job))) Predict(one, machine);
    }

    private static void Predict(ScalingCase one, MachineCosts machine)
    {
        try
        {
            using var job = PreparedJob.Prepare(new RunRequest { Job = one.Job, Options = one.Options.ToDictionary(static option => option.Name, static option => option.Value) });
            var model = new TimeModel(machine, new Circumstances(Cores, MemoryBytesPerSecond, ChunkCodec.Raw));
            ChunkCosts chunk = new JobProbe(job, SampleLimits.For(machine), machine.CacheBytes).Run(CancellationToken.None);
            var work = JobWork.Of(job);
            double alone = model.Predict(ExecutionMode.Sequential, 1, work, chunk).Warm.Middle;
            string head = $"{one,-44} {work.Chunks,9:n0} {Time(alone),11}";
            foreach ((string name, RankCosts link) in Links)
            {
                var ranked = new RankModel(model, link);
                IEnumerable<string> speedups = Ranks.Select(ranks => $"{alone / Best(ranked, ranks, work, chunk),8:#,0.#}");
                Console.WriteLine($"{head}  {name,-10} {string.Concat(speedups)}");
                head = new string(' ', head.Length);
            }
        }
        catch (Exception ex) when (ex is JobParameterException or FaultException)
        {
            Console.WriteLine($"{one,-44} {ex.Message}");
        }
    }

    private static double Best(RankModel model, int ranks, JobWork work, ChunkCosts chunk) =>
        WorkerNumbers.UpTo(Cores).Min(workers => model.Predict(ranks, ExecutionMode.Shared, workers, work, chunk).Warm.Middle);

    private static string Time(double seconds) => seconds switch
    {
        < 1 => $"{seconds * 1e3:0.0} ms",
        < 600 => $"{seconds:0.0} s",
        < 36_000 => $"{seconds / 60:0} min",
        _ => $"{seconds / 3600:0} h",
    };
}
