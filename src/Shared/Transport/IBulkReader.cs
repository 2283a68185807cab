namespace Cluster.Transport;

/// <summary>A pipe reader that can put bytes where they are wanted, without its own buffer in between.</summary>
/// <remarks>Same caller and same thread as the reader's other methods.</remarks>
internal interface IBulkReader
{
    /// <summary>Fills <paramref name="destination"/> from what is buffered and then from the connection itself.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before that.</exception>
    void ReadExactly(Span<byte> destination);
}
