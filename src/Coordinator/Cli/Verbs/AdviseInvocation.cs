using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>advise</c>.</summary>
internal static class AdviseInvocation
{
    internal static async Task<int> InvokeAsync(AdviseSettings settings, Terminal terminal)
    {
        var headway = new AdviceHeadway();
        using var progress = new ProgressLine(terminal, () => headway.Now, settings.Run.Quiet);
        using var interruption = new Interruption(settings.Run.Timeout, reason =>
        {
            progress.Dispose();
            terminal.Error.WriteLine(reason.Line(headway.Describe()));
            Environment.Exit(reason.ExitCode);
        });
        try
        {
            var machine = Machine.Read();
            JobAdvice advice = await AdviseAsync(settings, machine, headway, interruption, terminal).ConfigureAwait(false);
            progress.Dispose();
            if (settings.Run.Json) terminal.WriteJson(writer => AdviceDocument.Write(writer, advice, machine));
            else terminal.WriteTables(console => AdviceTable.Write(console, advice));
            bool differ = advice.Verification.Count > 0 && !Comparison.Of([.. advice.Verification.Select(static one => one.Measured)]).Identical;
            return differ ? ExitCode.ResultsDiffer : ExitCode.Done;
        }
        catch (Exception) when (interruption.Reason is not null)
        {
            // Whatever it was, it came after the wish to end, and from it.
            progress.Dispose();
            await terminal.Error.WriteLineAsync(interruption.Reason.Line(headway.Describe())).ConfigureAwait(false);
            return interruption.Reason.ExitCode;
        }
    }

    private static async Task<JobAdvice> AdviseAsync(
        AdviseSettings settings, Machine machine, AdviceHeadway headway, Interruption interruption, Terminal terminal)
    {
        await using RunHost host = await RunHost.StartAsync(settings.Run, interruption, terminal).ConfigureAwait(false);
        MachineIdentity identity = MachineCache.Identify(machine.Cpu, machine.Cores, machine.MemoryBytes, machine.Kernel, machine.Runtime, host.Pool);
        double? bytesPerSecond = settings.GigabytesPerSecond * 1e9;
        var request = new AdviceRequest(settings.Run.Request, settings.Cores, bytesPerSecond, settings.Verify, settings.Refresh);
        var adviser = new Adviser(host.Pool, host.Log, MachineCache.OfUser(), identity);
        return await adviser.AdviseAsync(request, headway.Begin, interruption.Token).ConfigureAwait(false);
    }
}
