using System.Buffers.Binary;
using Cluster.Diagnostics;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A worker of a job as it should be: the chunks that it was sent and has not answered, and the answers that are right.</summary>
internal sealed class JobWorker(HostileLink link) : IDisposable
{
    private readonly Queue<int> _pending = new();

    internal HostileLink Link => link;

    /// <summary>The chunk whose turn it is; −1 if there is none.</summary>
    internal int Head => _pending.TryPeek(out int chunk) ? chunk : -1;

    /// <summary>Reports that were asked for and not given.</summary>
    internal int ReportsWanted { get; private set; }

    /// <summary>Reads what the coordinator has sent.</summary>
    internal void Read() => link.Take((in frame) =>
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.OpenJob or MessageKind.BeginStage or MessageKind.RecordSlices: break;
            case MessageKind.AttachStatus or MessageKind.CloseJob or MessageKind.Goodbye: break;
            case MessageKind.ReportPhases: ReportsWanted++; break;
            case MessageKind.MapBatch:
                MapBatch batch = MessageCodec.Decode<MapBatch>(frame);
                for (int i = 0; i < batch.Count; i++) _pending.Enqueue(batch.FirstChunk + i);
                break;
            default: throw new InvalidOperationException($"a worker was sent a message of kind {frame.Header.Kind}");
        }
    });

    /// <summary>Answers the chunk whose turn it is.</summary>
    internal void Answer() => link.Send(PartialFrame(_pending.Dequeue()));

    /// <summary>Gives a report, wanted or not.</summary>
    internal void Report()
    {
        if (ReportsWanted > 0) ReportsWanted--;
        byte[] ticks = [(byte)(0x90 + PhaseClock.PhaseCount), .. Enumerable.Repeat((byte)1, PhaseClock.PhaseCount)];
        link.Send(Hostile.Frame(MessageKind.PhaseReport, 0, [0x94, .. ticks, 0x0b, 1, 0]));
    }

    public void Dispose() => link.Dispose();

    /// <summary>A partial of a chunk, as it travels.</summary>
    internal static byte[] PartialFrame(int chunk)
    {
        byte[] body = [0x93, 0xd2, 0, 0, 0, 0, 0xc4, sizeof(int), .. OrderedChunks.PartialOf(chunk), 0xc0];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(2), chunk);
        return Hostile.Frame(MessageKind.Partial, 0, body);
    }
}
