using Cluster.Coordinator.Demonstrations.Deadlock;
using Cluster.Coordinator.Demonstrations.NoReturn;
using Cluster.Coordinator.Demonstrations.Oversubscribe;
using Cluster.Coordinator.Demonstrations.Race;
using Cluster.Coordinator.Demonstrations.Rng;

namespace Cluster.Coordinator.Demonstrations;

/// <summary>What <c>demo</c> can show.</summary>
internal static class DemonstrationList
{
    /// <summary>In the order in which they are listed.</summary>
    internal static IReadOnlyList<IDemonstration> All { get; } =
    [
        new RaceDemonstration(),
        new RngDemonstration(),
        new DeadlockDemonstration(),
        new NoReturnDemonstration(),
        new OversubscribeDemonstration(),
    ];

    internal static IDemonstration? Find(string name) => All.FirstOrDefault(one => one.Name == name);
}
