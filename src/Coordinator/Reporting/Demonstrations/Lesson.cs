namespace Cluster.Coordinator.Reporting.Demonstrations;

/// <summary>What a demonstration showed: facts first, then what they mean.</summary>
internal sealed record Lesson
{
    public required IReadOnlyList<FactGroup> Mistake { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Diagnosis { get; init; }

    /// <summary>How that was found out.</summary>
    public required string Detection { get; init; }

    public required string Cure { get; init; }

    public required IReadOnlyList<FactGroup> Cured { get; init; }

    /// <summary>Whether the mistake happened, was detected, and did not happen with the cure.</summary>
    public required bool IsShown { get; init; }
}
