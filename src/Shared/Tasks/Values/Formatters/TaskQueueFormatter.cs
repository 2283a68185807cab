using Cluster.Tasks.Residents;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A queue from tasks to the program, as its number.</summary>
internal sealed class TaskQueueFormatter<T> : ValueFormatter<TaskQueue<T>?>
{
    internal override void Write(ref MessagePackWriter writer, TaskQueue<T>? value, ValueScope scope)
    {
        if (value is null) writer.WriteNil();
        else writer.Write(value.Id);
    }

    internal override TaskQueue<T>? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return null;
        long id = reader.ReadInt64();
        return scope.Context is IWorkerValues worker
            ? new TaskQueue<T>(id, worker.Post)
            : throw new ValueException("a queue is not sent back from a worker");
    }
}
