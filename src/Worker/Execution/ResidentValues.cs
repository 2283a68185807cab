using System.Buffers;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Tasks.Residents;

namespace Cluster.Worker.Execution;

/// <summary>The values that stay with this worker, and the way to the program's queues.</summary>
/// <remarks>The session's thread, but for <see cref="Post"/>.</remarks>
/// <param name="channel">To the coordinator.</param>
internal sealed class ResidentValues(MessageChannel channel) : IWorkerValues
{
    private readonly Dictionary<long, ResidentSlot> _values = [];

    public ResidentSlot? Find(long id) => _values.GetValueOrDefault(id);

    public void Post(long queue, ReadOnlySequence<byte> item)
    {
        // None outside of a task: a thread that one has left behind, without its context.
        (long call, int task) = WorkerContext.Current?.Place ?? default;
        QueueItem.Post(channel, queue, new QueueItem(call, task), item);
        channel.Flush();
    }

    internal void Put(PutResident message) => _values[message.Id] = new ResidentSlot(message.Value);

    internal void Drop(long id) => _values.Remove(id);
}
