using Cluster.Jobs;

namespace Cluster.Coordinator.Demonstrations;

/// <summary>Values of a result by name.</summary>
internal static class ResultValues
{
    internal static T Value<T>(this JobResult result, string name) => (T)result.Fields.First(field => field.Name == name).Value;
}
