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
    internal static Task<int> InvokeAsync(AdviseSettings settings, Terminal terminal)
    {
        var headway = new AdviceHeadway();
        var call = new LongCall(terminal, settings.Run.Timeout, settings.Run.Quiet, () => headway.Now, headway.Describe);
        return call.RunAsync(async (progress, interruption) =>
        {
            var machine = Machine.Read();
            JobAdvice advice = await AdviseAsync(settings, machine, headway, interruption, terminal).ConfigureAwait(false);
            progress.Dispose();
            if (settings.Run.Json) terminal.WriteJson(writer => AdviceDocument.Write(writer, advice, machine));
            else terminal.WriteTables(console => AdviceTable.Write(console, advice));
            bool differ = advice.Verification.Count > 0 && !Comparison.Of([.. advice.Verification.Select(static one => one.Measured)]).Identical;
            return differ ? ExitCode.ResultsDiffer : ExitCode.Done;
        });
    }

    private static async Task<JobAdvice> AdviseAsync(
        AdviseSettings settings, Machine machine, AdviceHeadway headway, Interruption interruption, Terminal terminal)
    {
        await using RunHost host = await RunHost.StartAsync(settings.Run, interruption, terminal).ConfigureAwait(false);
        MachineIdentity identity = MachineCache.Identify(machine.Cpu, machine.Cores, machine.MemoryBytes, machine.Kernel, machine.Runtime, host.Pool);
        double? bytesPerSecond = settings.GigabytesPerSecond * 1e9;
        var request = new AdviceRequest(settings.Run.Request, settings.Cores, bytesPerSecond, settings.Verify, settings.Refresh) { Ranks = settings.Ranks };
        var adviser = new Adviser(host.Pool, host.Log, MachineCache.OfUser(), identity);
        return await adviser.AdviseAsync(request, headway.Begin, interruption.Token).ConfigureAwait(false);
    }
}
