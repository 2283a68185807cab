namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>Somebody waits for something that somebody else has.</summary>
internal readonly record struct Wait(int Waiter, int Resource, int Holder);
