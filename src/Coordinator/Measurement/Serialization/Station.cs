using System.Runtime.Serialization;
using System.Text;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>Objects in an object, and a list of them.</summary>
[DataContract]
public sealed record Station(
    [property: DataMember(Order = 0)] string Name,
    [property: DataMember(Order = 1)] Position Position,
    [property: DataMember(Order = 2)] IReadOnlyList<Reading> Readings)
{
    /// <summary>Of the values themselves; what lists and objects add is the codec's affair.</summary>
    internal long PayloadBytes =>
        Encoding.UTF8.GetByteCount(Name) + Position.PayloadBytes + Readings.Sum(static reading => reading.PayloadBytes);
}
