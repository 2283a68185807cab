using System.Runtime.InteropServices;
using Cluster.Stress;
using Cluster.Stress.Residues;
using Cluster.Stress.Results;

// Campaigns of faults that anybody can repeat: scripts/stress.sh [campaign …] [--size …] [--seed N] [--channel …] [--machine NAME]
StressOptions options;
try
{
    options = StressOptions.Parse(args);
}
catch (FormatException ex)
{
    Console.Error.WriteLine($"error: {ex.Message}");
    Console.Error.WriteLine(StressOptions.Usage);
    return 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("error: the campaigns look into /proc, which only Linux has");
    return 2;
}

Console.WriteLine($"seed {options.Seed}, size {options.Size.ToString().ToLowerInvariant()},{options.Ways}{(options.Ways == "" ? "" : ",")} {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
using var stopping = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    // A second one ends this process at once; its workers end by themselves then.
    context.Cancel = !stopping.IsCancellationRequested;
    if (context.Cancel) stopping.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var place = new PrivatePlace();
var runner = new CampaignRunner(options, Console.Out, stopping.Token);
IReadOnlyList<CampaignResult> results = await runner.RunAsync(place);
ResultTable.Write(Console.Out, results);
// What was stopped has passed nothing and failed nothing.
if (results.Count > 0) Console.WriteLine($"\nwrote {ResultFile.Write(options.Machine, results)}");
int exitCode = results.Any(static one => !one.Passed) ? 1 : stopping.IsCancellationRequested ? 130 : 0;
if (runner.Hangs) Environment.Exit(exitCode);
return exitCode;
