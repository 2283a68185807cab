namespace Cluster.Transport;

/// <summary>Buffer sizes of a connection.</summary>
internal sealed record TransportOptions
{
    /// <summary>
    /// What is asked of the kernel for a socket's send and receive buffers, in bytes; default 4 MiB. The kernel grants at most
    /// <c>net.core.wmem_max</c>. With the usual 208 KiB the two ends take turns; 4 MiB moved 1 MiB chunks twice as fast here.
    /// </summary>
    public int SocketBuffer { get; init; } = 4 << 20;

    /// <summary>Initial size of the buffer that frames are read into, in bytes; default 64 KiB. It grows to the largest frame.</summary>
    public int ReadBuffer { get; init; } = 64 << 10;

    /// <summary>Initial size of the buffer that frames are gathered in before a flush, in bytes; default 16 KiB. It grows as needed.</summary>
    public int WriteBuffer { get; init; } = 16 << 10;
}
