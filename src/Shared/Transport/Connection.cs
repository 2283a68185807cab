using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Bytes to and from one peer.</summary>
/// <remarks>
/// One thread may read while another writes. Disposing it ends a blocked read or write of either: they fail with an
/// <see cref="IOException"/> or <see cref="ObjectDisposedException"/>, or see the end of the stream.
/// </remarks>
internal sealed class Connection : IDuplexPipe, IDisposable
{
    private readonly Action _close;
    private int _disposed;

    /// <param name="input">Bytes from the peer.</param>
    /// <param name="output">Bytes to the peer.</param>
    /// <param name="close">Called once.</param>
    internal Connection(PipeReader input, PipeWriter output, Action close) => (Input, Output, _close) = (input, output, close);

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>
    /// Makes reads look for a moment before they block, whenever the function says so: for short questions and answers.
    /// </summary>
    internal Action<Func<bool>> LookBeforeBlocking { get; init; } = static _ => { };

    /// <summary>What is beneath, where another thread may read in the place of one that sleeps; otherwise null.</summary>
    internal IParkingStream? Parking { get; init; }

    /// <summary>For rings in memory, which need something to sleep at; null for a connection that is of no use for that.</summary>
    internal Bell? Bell { get; init; }

    /// <summary>Of a pipe that is the bell of rings: what readers and writers see of these. The rings themselves, but in tests that let a peer fail.</summary>
    internal Func<Stream, Stream> OverRings { get; init; } = static rings => rings;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _close();
    }
}
