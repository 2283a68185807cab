namespace Cluster.Transport;

/// <summary>A pipe writer that can send bytes from where they lie, without its own buffer in between.</summary>
/// <remarks>Same caller as the writer's other methods.</remarks>
internal interface IBulkWriter
{
    /// <summary>Sends what is buffered, then <paramref name="source"/>. The memory is free again when the call returns.</summary>
    void WriteThrough(ReadOnlySpan<byte> source);
}
