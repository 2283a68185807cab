using Cluster.Framing;
using Cluster.Protocol;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>What a peer has received since its last report, and its processor time since its start.</summary>
/// <param name="Bytes">Of bulk bodies.</param>
/// <param name="Numbers">Messages.</param>
/// <param name="Sum">Of those numbers.</param>
/// <param name="Processor">User and system.</param>
internal sealed record PeerReport(long Bytes, long Numbers, long Sum, TimeSpan Processor)
{
    internal void Post(MessageChannel channel) => PeerMessage.Post(channel, PeerMessage.Report, Bytes, Numbers, Sum, Processor.Ticks);

    internal static PeerReport Read(in Frame frame)
    {
        long[] fields = PeerMessage.Fields(frame, 4);
        return new PeerReport(fields[0], fields[1], fields[2], new TimeSpan(fields[3]));
    }
}
