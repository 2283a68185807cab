namespace Cluster;

/// <summary>A worker of a pool.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="ProcessId">Of its process.</param>
/// <param name="TasksDone">Tasks that have ended in it.</param>
public readonly record struct WorkerInfo(int Id, int ProcessId, long TasksDone);
