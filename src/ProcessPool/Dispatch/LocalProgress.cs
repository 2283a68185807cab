using Cluster.Tasks;

namespace Cluster.Dispatch;

/// <summary>What a task that runs in this process says of its progress.</summary>
internal sealed class LocalProgress(Call call, int task) : IProgressSink
{
    public void Report(double fraction, string? message) => call.Report(task, fraction, message);
}
