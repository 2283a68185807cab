using System.Buffers;

namespace Cluster.Tasks.Residents;

/// <summary>What arguments that are handles find in a worker.</summary>
internal interface IWorkerValues
{
    /// <summary>A value that stays with the worker; null if it is not there.</summary>
    ResidentSlot? Find(long id);

    /// <summary>Sends an item to a queue of the program. Any thread.</summary>
    /// <param name="queue">Its number.</param>
    /// <param name="item">As it travels.</param>
    void Post(long queue, ReadOnlySequence<byte> item);
}
