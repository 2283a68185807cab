namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>A figure at one number of workers.</summary>
internal readonly record struct CurvePoint(int Workers, Estimate Value);
