using Cluster.Interop;

namespace Cluster.Tests.Interop;

public sealed class ResourceUsageTests
{
    [Fact]
    public void Usage_AThreadThatWorkedAndWaited_IsInIt()
    {
        ResourceUsage before = LinuxProcess.Usage();
        TimeSpan own = Environment.CpuUsage.TotalTime;
        var thread = new Thread(() =>
        {
            // Until the process has used that much, however fast it is; and a wait that nobody ends early.
            while (Environment.CpuUsage.TotalTime - own < TimeSpan.FromMilliseconds(50)) _ = Math.Sqrt(own.Ticks);
            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromMilliseconds(5));
        });
        thread.Start();
        thread.Join();
        ResourceUsage used = LinuxProcess.Usage() - before;
        Assert.True(used.User + used.System >= TimeSpan.FromMilliseconds(49), $"{used}");
        Assert.True(used.Voluntary >= 1, $"{used}");
        Assert.True(used.Involuntary >= 0, $"{used}");
    }
}
