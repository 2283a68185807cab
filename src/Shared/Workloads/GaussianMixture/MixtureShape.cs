namespace Cluster.Workloads.GaussianMixture;

/// <summary>How many of what there are, and how parameters and statistics lie in memory. All are doubles.</summary>
/// <remarks>
/// <code>
/// state of a stage, per component    | mean (d) | whitening matrix (lower triangle) | offset |        see <see cref="ComponentDensity"/>
/// partial, per component             | Σr | Σr·y (d) | Σr·yᵢ·yⱼ (lower triangle) |                    y = x − the stage's mean
///          and at its end            | log-likelihood |
/// </code>
/// A lower triangle lies row by row: 00, 10, 11, 20 …
/// </remarks>
internal sealed record MixtureShape(long Points, int Dimensions, int Components)
{
    /// <summary>Elements of a lower triangle.</summary>
    public int Triangle => Dimensions * (Dimensions + 1) / 2;

    /// <summary>Doubles of a component's parameters in a state.</summary>
    public int ParametersOfComponent => Dimensions + Triangle + 1;

    /// <summary>Doubles of a component's statistics in a partial.</summary>
    public int StatisticsOfComponent => 1 + Dimensions + Triangle;
}
