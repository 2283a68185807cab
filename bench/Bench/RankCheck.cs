using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Serialization;

namespace Cluster.Bench;

/// <summary>Predicts jobs on one and two ranks of a worker each, as if each were a machine of one core, and has mpirun run them on this one.</summary>
/// <remarks>More ranks than cores would share what the model takes to be their own.</remarks>
internal static class RankCheck
{
    private const int Repeat = 7;

    // What shared memory of two processes on one machine brings, by the runs themselves (roundTrip), and by its copies.
    private const double BytesPerSecond = 5e9;

    /// <param name="machine">Constants of this one.</param>
    /// <param name="jobs">Whose cases are run; all if there are none.</param>
    internal static async Task RunAsync(MachineCosts machine, IReadOnlyList<string> jobs)
    {
        Console.WriteLine();
        Console.WriteLine($"{"case",-44} {"ranks",5} {"predicted",12} {"measured",12} {"error",7}");
        var errors = new List<double>();
        foreach (ScalingCase one in ScalingCase.All.Where(one => one.Options.Length == 0 && (jobs.Count == 0 || jobs.Contains(one.Job))))
        {
            foreach (int ranks in (int[])[1, 2])
            {
                if (await MeasureAsync(one, ranks) is not var (seconds, roundTrip))
                {
                    Console.WriteLine("no check: mpirun is not there, or failed (apt-get install openmpi-bin)");
                    return;
                }

                double predicted = Predict(one, ranks, roundTrip, machine);
                double error = (predicted / seconds) - 1;
                errors.Add(Math.Abs(error));
                Console.WriteLine($"{one,-44} {ranks,5} {predicted * 1e3,9:0.000} ms {seconds * 1e3,9:0.000} ms {error,7:+0%;-0%;0%}");
            }
        }

        if (errors.Count > 0) Console.WriteLine($"{"median error",-44} {Pairs.Median([.. errors]):0%}");
    }

    private static double Predict(ScalingCase one, int ranks, double roundTrip, MachineCosts machine)
    {
        using var job = PreparedJob.Prepare(new RunRequest { Job = one.Job });
        var model = new TimeModel(machine, new Circumstances(1, null, ChunkCodec.Raw));
        ChunkCosts chunk = new JobProbe(job, SampleLimits.For(machine), machine.CacheBytes).Run(CancellationToken.None);
        return new RankModel(model, new RankCosts(ranks, roundTrip, BytesPerSecond)).Predict(ranks, ExecutionMode.Shared, 1, JobWork.Of(job), chunk).Warm.Middle;
    }

    // Seconds of a repetition and of a round trip; null where it cannot be run.
    private static async Task<(double Seconds, double RoundTrip)?> MeasureAsync(ScalingCase one, int ranks)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "coordinator");
        var start = new ProcessStartInfo("mpirun")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-n", $"{ranks}", "--oversubscribe", "--bind-to", "none", program, "run", one.Job, "--engine", "mpi", "--mode", "shared", "--workers", "1",
                "--warmup", "2", "--repeat", $"{Repeat}", "--json",
            },
            Environment = { ["OMPI_ALLOW_RUN_AS_ROOT"] = "1", ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1" },
        };
        try
        {
            using Process process = Process.Start(start)!;
            string text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) return null;
            using var document = JsonDocument.Parse(text);
            JsonElement seconds = document.RootElement.GetProperty("seconds");
            return (seconds.GetProperty("median").GetDouble(), RoundTrip(document.RootElement));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Of the slowest; rank 0 has none to itself.
    private static double RoundTrip(JsonElement run) => run.GetProperty("ranks").EnumerateArray().Max(static rank => rank.GetProperty("roundTrip").GetDouble());
}
