using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Tasks;

namespace Cluster.Worker.Execution;

/// <summary>Sends what a task says of its progress.</summary>
/// <param name="channel">To the coordinator.</param>
/// <param name="call">The call's number.</param>
/// <param name="task">The task's place in it.</param>
internal sealed class ProgressPost(MessageChannel channel, long call, int task) : IProgressSink
{
    public (long Call, int Task) Place => (call, task);

    public void Report(double fraction, string? message)
    {
        channel.Post(new CallProgress(call, task, fraction, message));
        channel.Flush();
    }
}
