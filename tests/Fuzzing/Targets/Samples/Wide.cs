namespace Cluster.Fuzzing.Targets.Samples;

/// <summary>Takes far more memory than the one byte that says it is empty.</summary>
public struct Wide
{
    /// <summary>Of 8 bytes each, and there are 32 of them.</summary>
    public (string? A, string? B, string? C, string? D, string? E, string? F, string? G, (string? H, string? I)) First { get; set; }

    /// <summary>Likewise.</summary>
    public (decimal A, decimal B, decimal C, decimal D, decimal E, decimal F, string? G) Second { get; set; }
}
