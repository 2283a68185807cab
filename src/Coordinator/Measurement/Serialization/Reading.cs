using System.Runtime.Serialization;
using System.Text;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>A small record, as a task would take or return it.</summary>
[DataContract]
public sealed record Reading(
    [property: DataMember(Order = 0)] int Sensor,
    [property: DataMember(Order = 1)] long Time,
    [property: DataMember(Order = 2)] double Value,
    [property: DataMember(Order = 3)] bool IsValid,
    [property: DataMember(Order = 4)] string Unit)
{
    /// <summary>Of the values themselves: 4, 8, 8 and 1, and the text as UTF-8.</summary>
    internal long PayloadBytes => sizeof(int) + sizeof(long) + sizeof(double) + 1 + Encoding.UTF8.GetByteCount(Unit);
}
