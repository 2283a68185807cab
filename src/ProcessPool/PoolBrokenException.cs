namespace Cluster;

/// <summary>A pool cannot go on: its workers cannot be started, end before they finish anything, or their initializer fails.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What led to it; <see langword="null"/> for nothing but the message.</param>
public sealed class PoolBrokenException(string message, Exception? inner = null) : Exception(message, inner);
