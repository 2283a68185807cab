using System.Globalization;
using Cluster.Transport;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>How both ends of a peer's connection are made.</summary>
internal sealed record PeerOptions
{
    /// <summary>Whether both ends wait by the runtime's event loop instead of in the kernel.</summary>
    public bool IsAsynchronous { get; init; }

    /// <summary>
    /// Whether frames go through rings, and both ends look for them before they sleep; of a peer that is not asynchronous.
    /// </summary>
    public bool UsesRings { get; init; }

    /// <summary>
    /// How many bytes may lie between a task that reads the coordinator's socket and the thread that parses; 0 for no such pair, and no
    /// buffer between them.
    /// </summary>
    public int PauseThreshold { get; init; }

    public TransportOptions Transport { get; init; } = new();

    /// <summary>What a peer is told on its command line; the rest is in its start record.</summary>
    internal IReadOnlyList<string> Arguments =>
    [
        PeerProcess.Role, IsAsynchronous ? "asynchronous" : UsesRings ? "rings" : "blocking",
        Transport.ReadBuffer.ToString(CultureInfo.InvariantCulture), Transport.WriteBuffer.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>The inverse of <see cref="Arguments"/>; null for anything else.</summary>
    internal static PeerOptions? Parse(IReadOnlyList<string> arguments) =>
        arguments is [PeerProcess.Role, "asynchronous" or "blocking" or "rings", var read, var write]
        && int.TryParse(read, CultureInfo.InvariantCulture, out int readBuffer)
        && int.TryParse(write, CultureInfo.InvariantCulture, out int writeBuffer)
            ? new PeerOptions
            {
                IsAsynchronous = arguments[1] == "asynchronous",
                UsesRings = arguments[1] == "rings",
                Transport = new TransportOptions { ReadBuffer = readBuffer, WriteBuffer = writeBuffer },
            }
            : null;
}
