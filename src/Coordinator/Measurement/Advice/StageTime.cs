namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Seconds by what they are spent on.</summary>
internal readonly record struct StageTime
{
    public Estimate Computing { get; init; }

    public Estimate Moving { get; init; }

    public Estimate HandingOut { get; init; }

    public Estimate Waking { get; init; }

    public Estimate Reducing { get; init; }

    internal Estimate Total => Computing + Moving + HandingOut + Waking + Reducing;

    internal ForecastParts Parts => new(Computing.Middle, Moving.Middle, HandingOut.Middle, Waking.Middle, Reducing.Middle);

    public static StageTime operator +(StageTime a, StageTime b) => new()
    {
        Computing = a.Computing + b.Computing, Moving = a.Moving + b.Moving, HandingOut = a.HandingOut + b.HandingOut, Waking = a.Waking + b.Waking,
        Reducing = a.Reducing + b.Reducing,
    };

    public static StageTime operator *(StageTime time, double factor) => new()
    {
        Computing = time.Computing * factor, Moving = time.Moving * factor, HandingOut = time.HandingOut * factor, Waking = time.Waking * factor,
        Reducing = time.Reducing * factor,
    };

    internal static StageTime Longest(StageTime a, StageTime b) => a.Total.Middle >= b.Total.Middle ? a : b;
}
