using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Ranks;

/// <summary>Gives other ranks the parts of files that only rank 0 can see.</summary>
internal sealed class FileDesk(PreparedJob job, RankChannel channel)
{
    /// <summary>Bytes that were sent.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Under the channel's gate.</summary>
    /// <exception cref="FileProblemException">The file became shorter, or the disk failed.</exception>
    internal void Serve(RankMessage request)
    {
        (string option, long offset, int length) = (request.Body.ReadString(), request.Body.ReadInt64(), request.Body.ReadInt32());
        byte[] bytes = new byte[length];
        job.Files[option].CopyTo(bytes, offset);
        _ = channel.Send(request.From, RankMessageKind.FileBytes, writer => writer.Write(bytes));
        Bytes += length;
    }
}
