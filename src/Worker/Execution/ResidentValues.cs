using Cluster.Protocol.Messages;
using Cluster.Tasks.Residents;

namespace Cluster.Worker.Execution;

/// <summary>The values that stay with this worker.</summary>
/// <remarks>The session's thread.</remarks>
internal sealed class ResidentValues : IResidentSource
{
    private readonly Dictionary<long, ResidentSlot> _values = [];

    public ResidentSlot? Find(long id) => _values.GetValueOrDefault(id);

    internal void Put(PutResident message) => _values[message.Id] = new ResidentSlot(message.Value);

    internal void Drop(long id) => _values.Remove(id);
}
