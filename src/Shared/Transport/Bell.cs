using System.Runtime.InteropServices;
using Cluster.Faults;
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
    // Nothing that a stray write is likely to begin with.
    private const byte Sound = 0xB5;

    private readonly byte[] _heard = new byte[1];

    /// <summary>Whether the peer is gone.</summary>
    internal bool HasHungUp => LinuxSocket.HasHungUp(socket);

    /// <summary>Sleeps until the peer rings; false at its end.</summary>
    /// <exception cref="FaultException">It has sent something else.</exception>
    internal bool Wait()
    {
        int heard;
        try
        {
            heard = stream.Read(_heard, 0, 1);
        }
        catch (IOException)
        {
            // A peer that is killed before it has heard all bells does not end the stream but breaks it.
            return false;
        }

        // Whoever writes into descriptors that are not his has spoiled more than this, or will.
        if (heard > 0 && _heard[0] != Sound) throw new FaultException(FaultCode.ProtocolViolation, "sent what is no bell, and was ended");
        return heard > 0;
    }

    /// <summary>Wakes the peer.</summary>
    internal void Ring() => stream.Write([Sound]);
}
