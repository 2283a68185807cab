using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Everything that <c>advise</c> has to say about a job.</summary>
internal sealed record JobAdvice
{
    public required PreparedJob Job { get; init; }

    public required Circumstances Circumstances { get; init; }

    public required MachineCosts Machine { get; init; }

    /// <summary>Where the constants of the machine are kept; null where they are not.</summary>
    public required string? CachePath { get; init; }

    /// <summary>Whether they were measured by this call.</summary>
    public required bool MeasuredNow { get; init; }

    public required JobWork Work { get; init; }

    public required ChunkCosts Chunk { get; init; }

    /// <summary>By mode, then by number of workers.</summary>
    public required IReadOnlyList<Forecast> Forecasts { get; init; }

    /// <summary>For somebody who runs it again and again with workers that stay.</summary>
    public required Recommendation Repeated { get; init; }

    /// <summary>For somebody who runs it once.</summary>
    public required Recommendation Once { get; init; }

    /// <summary>Null where nothing is handed out.</summary>
    public required BatchChoice? Batch { get; init; }

    /// <summary>Empty where the size cannot be varied: the input is a file.</summary>
    public required IReadOnlyList<SizedForecasts> Sizes { get; init; }

    public required IReadOnlyList<BreakEven> BreakEvens { get; init; }

    /// <summary>What lies between several machines; null unless they were asked for.</summary>
    public RankCosts? Link { get; init; }

    /// <summary>By number of ranks; empty unless it was asked for.</summary>
    public IReadOnlyList<RankForecast> Ranks { get; init; } = [];

    /// <summary>Empty unless it was asked for.</summary>
    public IReadOnlyList<Verified> Verification { get; init; } = [];
}
