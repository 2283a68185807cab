namespace Cluster.Workloads.GaussianMixture;

/// <summary>The constants of <see cref="Exponential{T}"/>.</summary>
internal static class ExponentialConstants
{
    /// <summary>Below this the result is 0: it would soon be subnormal, and is nothing beside the 1 that it is added to.</summary>
    public const double Lowest = -708;

    public const int Count = 16;

    /// <summary>1/ln 2, 1.5·2⁵² (added to a number, it rounds it), −ln 2 in two parts, 1, the lowest argument, q.</summary>
    public static ReadOnlySpan<double> Values =>
    [
        1.4426950408889634, 6755399441055744, -0.6931471805599453, -2.3190468138462996e-17, 1, Lowest,
        0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
        0.00019841269863053618, 2.4801521295954376e-05, 2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08,
    ];
}
