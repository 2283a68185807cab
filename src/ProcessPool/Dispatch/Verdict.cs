namespace Cluster.Dispatch;

/// <summary>Why a worker is killed over a task.</summary>
/// <param name="Call">The call's number at that worker.</param>
/// <param name="Task">The task's place in its message.</param>
/// <param name="Reason">What it did.</param>
internal sealed record Verdict(long Call, int Task, VerdictReason Reason);
