using System.Reflection;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A pool that never starts a process: its workers are played.</summary>
internal static class PlayedPool
{
    private static readonly PoolOptions Options = new()
    {
        Workers = 1, Places = 0, OnDemand = true, Attempts = 100, StopLimit = TimeSpan.Zero,
    };
    private static readonly WorkerProgram Program = WorkerProgram.Find();

    // Not as pools are started: each start sweeps what dead coordinators have left, which takes longer than a conversation here.
    internal static WorkerPool Start() => (WorkerPool)Activator.CreateInstance(
        typeof(WorkerPool), BindingFlags.Instance | BindingFlags.NonPublic, null, [Options, Program, NullLogger.Instance], null)!;
}
