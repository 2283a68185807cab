namespace Cluster.Processes;

/// <summary>When a worker's start had got how far, as timestamps of the coordinator's clock.</summary>
/// <param name="Asked">Its process was asked for.</param>
/// <param name="Started">There was a process.</param>
/// <param name="Connected">Its runtime was up, and it had found the coordinator's socket.</param>
/// <param name="Ready">Both sides had shown their tokens.</param>
internal readonly record struct StartStamps(long Asked, long Started, long Connected, long Ready);
