using Cluster.Tasks.Residents;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A value that stays with workers, as its number.</summary>
internal sealed class ResidentFormatter<T> : ValueFormatter<Resident<T>?>
{
    internal override void Write(ref MessagePackWriter writer, Resident<T>? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        ObjectDisposedException.ThrowIf(value.IsDisposed, value);
        if (scope.Context is IWorkerValues) throw new ValueException("a value that stays with a worker is not sent back from there (return its Value)");
        ResidentUse.Note(scope, value.Id, value.Worker);
        writer.Write(value.Id);
    }

    internal override Resident<T>? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return null;
        long id = reader.ReadInt64();
        ResidentSlot slot = (scope.Context as IWorkerValues)?.Find(id) ?? throw new ValueException("the value that was to stay with the worker was disposed");
        return new Resident<T>(id, slot);
    }
}
