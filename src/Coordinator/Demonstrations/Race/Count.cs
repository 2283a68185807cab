namespace Cluster.Coordinator.Demonstrations.Race;

/// <summary>Where a counter got to to which several added, in several runs.</summary>
/// <param name="Discipline">How they added.</param>
/// <param name="Expected">Additions that were made, each time.</param>
/// <param name="Actual">What the counter held in the end, run by run.</param>
/// <param name="Time">Median of the runs.</param>
/// <param name="Waits">How often the lock was found taken, in the run in the middle; 0 where there is none.</param>
internal sealed record Count(string Discipline, long Expected, IReadOnlyList<long> Actual, TimeSpan Time, long Waits)
{
    /// <summary>These runs and some more.</summary>
    internal Count With(Count more) => more with { Actual = [.. Actual, .. more.Actual] };

    internal IEnumerable<long> Lost => Actual.Select(actual => Expected - actual);

    /// <summary>Whether any addition got lost in any run.</summary>
    internal bool Races => Actual.Any(actual => actual != Expected);

    /// <summary>The run that lost most.</summary>
    internal long Worst => Actual.Min();

    /// <summary>Wall time of an addition.</summary>
    internal double Nanoseconds => Time.TotalNanoseconds / Expected;
}
