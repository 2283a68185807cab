namespace Cluster.Rings;

/// <summary>How rings are made and waited for.</summary>
internal sealed record RingOptions
{
    /// <summary>
    /// Bytes that each ring holds, a power of 2; default 1 MiB. Half a processor's own cache: what one core has written the other finds
    /// there.
    /// </summary>
    public int Capacity { get; init; } = 1 << 20;

    /// <summary>
    /// How long a reader looks for bytes, where it may, before it parks; default 30 µs, which is about what waking up costs.
    /// </summary>
    public TimeSpan Spin { get; init; } = TimeSpan.FromMicroseconds(30);
}
