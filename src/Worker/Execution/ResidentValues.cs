using Cluster.Protocol.Messages;
using Cluster.Tasks.Values;

namespace Cluster.Worker.Execution;

/// <summary>The values that stay with this worker.</summary>
/// <remarks>The session's thread.</remarks>
internal sealed class ResidentValues
{
    private readonly Dictionary<long, ResidentSlot> _values = [];

    internal ResidentValues() => Scope = new ValueScope(find: id => _values.GetValueOrDefault(id));

    /// <summary>Where arguments that name such values find them.</summary>
    internal ValueScope Scope { get; }

    internal void Put(PutResident message) => _values[message.Id] = new ResidentSlot(message.Value);

    internal void Drop(long id) => _values.Remove(id);
}
