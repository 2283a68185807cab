using System.Numerics;

namespace Cluster.Fuzzing.Targets.Samples;

/// <summary>A record like those that programs have.</summary>
public sealed record Order(
    long Id, string? Customer, DateTime At, DateTimeOffset? Due, decimal Price, Guid Key, TimeSpan Lasts, DayOfWeek Day, double[]? Weights,
    string?[]? Lines,
    int[,]? Grid, BigInteger Huge, Version? Version, Uri? Link, Half Small, DateOnly Date, TimeOnly Time, char Letter, bool Paid);
