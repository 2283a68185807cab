using System.Runtime.Serialization;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>An object in an object.</summary>
[DataContract]
public sealed record Position([property: DataMember(Order = 0)] double Latitude, [property: DataMember(Order = 1)] double Longitude)
{
    internal const long PayloadBytes = 2 * sizeof(double);
}
