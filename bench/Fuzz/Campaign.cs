using System.Globalization;
using Cluster.Fuzzing;
using Cluster.Fuzzing.Targets;

namespace Cluster.Fuzz;

/// <summary>Tries all targets one after the other, and prints a line of a table for each.</summary>
internal static class Campaign
{
    /// <summary>0 if nothing was found, 1 if something was: then its input is printed.</summary>
    internal static int Run(Request request)
    {
        Console.WriteLine($"seed {request.Seed}, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n");
        Console.WriteLine(
            "| target | inputs | inputs/s | outcomes | distinct | worst allocation | slowest | seed |\n" +
            "| --- | --: | --: | --- | --: | --: | --: | --: |");
        int found = 0;
        foreach (string name in request.Targets)
        {
            using FuzzTarget target = TargetList.Create(name)!;
            try
            {
                Print(new FuzzRun(target, request.Seed).Run(request.Count ?? Share(name, target.Kind)));
            }
            catch (FuzzFailure failure)
            {
                found = 1;
                Console.WriteLine($"| {name} | **found something** | | | | | | |");
                Console.Error.WriteLine(failure.Message);
            }
        }

        return found;
    }

    /// <summary>Tries one input again.</summary>
    internal static int Repeat(Request request)
    {
        using FuzzTarget target = TargetList.Create(request.Targets[0])!;
        try
        {
            new FuzzRun(target, request.Seed).Repeat(request.Input!);
            Console.WriteLine("nothing is wrong with it");
            return 0;
        }
        catch (FuzzFailure failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    // 10⁷ payloads, 10⁵ sequences, 10⁵ files; more of those that take more.
    private static long Share(string name, FuzzKind kind) => kind switch
    {
        FuzzKind.Sequence => 40_000,
        FuzzKind.File => 50_000,
        _ => name is "frames" or "messages" or "values" ? 2_000_000 : name is "reader" or "handshake" ? 1_250_000 : 500_000,
    };

    private static void Print(FuzzReport report)
    {
        string outcomes = string.Join(", ",
            report.Outcomes.GroupBy(one => one.Key.Split('/')[0]).Select(group => (group.Key, Sum: group.Sum(one => one.Value)))
            .OrderByDescending(one => one.Sum).Take(4).Select(one =>
                string.Create(CultureInfo.InvariantCulture, $"{one.Key} {100.0 * one.Sum / report.Inputs:0.#} %")));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {report.Target} | {report.Inputs:N0} | {report.Inputs / report.Elapsed.TotalSeconds:N0} | {outcomes} | " +
            $"{report.Distinct:N0} | " +
            $"{report.WorstAllocation:N0} B for {report.WorstInput:N0} B | {report.Slowest.TotalMilliseconds:0.#} ms | {report.Seed} |"));
    }
}
