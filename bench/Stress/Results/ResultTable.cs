using System.Globalization;

namespace Cluster.Stress.Results;

/// <summary>The table at the end.</summary>
internal static class ResultTable
{
    internal static void Write(TextWriter output, IReadOnlyList<CampaignResult> results)
    {
        output.WriteLine();
        output.WriteLine($"{"campaign",-12}{"faults",10}{"right",24}{"p50 / p99 / worst ms",26}{"residue",10}{"seconds",10}  verdict");
        foreach (CampaignResult one in results)
        {
            string seconds = one.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
            string figures = $"{one.Faults,10}{one.Right,24}{one.Times,26}{one.Residue,10}{seconds,10}";
            output.WriteLine($"{one.Campaign.Name,-12}{figures}  {one.Verdict}");
        }

        foreach (CampaignResult one in results.Where(static one => !one.Passed))
        {
            output.WriteLine();
            output.WriteLine($"{one.Title} failed: {one.Failure}");
            output.WriteLine($"  again: {one.Replay}");
        }
    }
}
