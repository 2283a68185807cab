using System.Runtime.InteropServices;
using Cluster.Interop;

namespace Cluster.Transport;

/// <summary>A connection that carries nothing but wake-ups: one byte for each, and its end for the end of the peer.</summary>
/// <remarks>
/// One thread waits while another rings. Whoever uses it reads and writes nothing else through the connection from then on. Linux.
/// </remarks>
/// <param name="stream">Both directions.</param>
/// <param name="socket">The same.</param>
internal sealed class Bell(Stream stream, SafeHandle socket)
{
    private readonly byte[] _heard = new byte[1];

    /// <summary>Whether the peer is gone.</summary>
    internal bool HasHungUp => LinuxSocket.HasHungUp(socket);

    /// <summary>Sleeps until the peer rings; false at its end.</summary>
    internal bool Wait()
    {
        try
        {
            return stream.Read(_heard, 0, 1) > 0;
        }
        catch (IOException)
        {
            // A peer that is killed before it has heard all bells does not end the stream but breaks it.
            return false;
        }
    }

    /// <summary>Wakes the peer.</summary>
    internal void Ring() => stream.Write([1]);
}
