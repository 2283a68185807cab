namespace Cluster.Coordinator.Cli.Ending;

/// <summary>Why a run is ended from outside.</summary>
/// <param name="ExitCode">What the caller is told.</param>
/// <param name="Limit">The time that was over; null for a signal.</param>
internal sealed record EndReason(int ExitCode, TimeSpan? Limit = null)
{
    /// <summary>Whether it came from <c>mpirun</c>, which ends all ranks when one is lost or it is stopped itself.</summary>
    public bool IsOfLauncher { get; init; }

    /// <summary>The line for standard error.</summary>
    /// <param name="done">What was finished until then.</param>
    internal string Line(string done) => Limit is { } limit
        ? $"error: --timeout: {Reporting.Wording.Units.Time(limit)} were over, {done} (allow more time, or ask for less)"
        : IsOfLauncher
            ? $"error: ranks: mpirun has ended them, {done} (a rank was lost, or mpirun was stopped: its own message says which)"
            : $"interrupted: {done}";
}
