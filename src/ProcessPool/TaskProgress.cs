namespace Cluster;

/// <summary>How far a task says that it is.</summary>
/// <param name="Index">The input's place in the source of a map, from 0; 0 for a task that was submitted by itself.</param>
/// <param name="Fraction">The part that is done, from 0 to 1.</param>
/// <param name="Message">What it is doing; <see langword="null"/> if it did not say.</param>
public readonly record struct TaskProgress(long Index, double Fraction, string? Message);
