using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using MessagePack;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A worker of tasks as it should be: what it was sent and has not answered, and the answers that are right.</summary>
internal sealed class TaskWorker(HostileLink link) : IDisposable
{
    private readonly Queue<Pending> _pending = new();
    private MappedMemory? _notes;

    internal HostileLink Link => link;

    /// <summary>The call whose turn it is; null if there is none.</summary>
    internal Pending? Head => _pending.TryPeek(out Pending? head) ? head : null;

    /// <summary>Whether the coordinator has told it to go.</summary>
    internal bool IsDismissed { get; private set; }

    /// <summary>Reads what the coordinator has sent.</summary>
    internal void Read() => link.Take((in frame) =>
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.AttachStatus: Attach(MessageCodec.Decode<AttachStatus>(frame)); break;
            case MessageKind.DefineFunction or MessageKind.ForgetSegment: break;
            case MessageKind.Goodbye: IsDismissed = true; break;
            case MessageKind.RunCall:
                RunCall call = RunCall.Read(frame, out ReadOnlySequence<byte> arguments);
                _pending.Enqueue(new Pending((long)frame.Header.CorrelationId, arguments.ToArray(), call.Count));
                break;
            default: throw new InvalidOperationException($"a worker was sent a message of kind {frame.Header.Kind}");
        }
    });

    /// <summary>Answers the next tasks of the call whose turn it is.</summary>
    /// <param name="tasks">How many; not more than it has.</param>
    /// <param name="ending">0 for their values, 1 for an exception, 2 for cancelled, 3 for a value of another type.</param>
    internal void Answer(int tasks, int ending)
    {
        Pending head = _pending.Peek();
        var body = new ArrayBufferWriter<byte>();
        Write(body, head, tasks, ending);
        link.Send(Hostile.Frame(MessageKind.CallResult, (ulong)head.Number, body.WrittenSpan));
        head.Ended += tasks;
        if (head.Ended == head.Count) _pending.Dequeue();
    }

    public void Dispose()
    {
        link.Dispose();
        _notes?.Dispose();
    }

    private void Attach(AttachStatus message)
    {
        _notes = AttachedSegment.Attach(message.Segment, writable: true);
        link.Slot = new StatusSlot(_notes, message.Slot);
    }

    private static void Write(IBufferWriter<byte> output, Pending head, int tasks, int ending)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(3);
        writer.Write(head.Ended);
        writer.Write(tasks);
        writer.Write(100L);
        for (int i = 0; i < tasks; i++)
        {
            writer.Write((byte)(ending == 3 ? 0 : ending));
            if (ending == 0) writer.Write(head.Arguments[head.Ended + i] + CountedCall.Added);
            if (ending == 1) ExceptionField.Write(ref writer, new ExceptionInfo("System.Exception", "it threw", null, []));
            if (ending == 3) writer.Write("no number");
        }

        writer.Flush();
    }

    /// <summary>A call that was sent.</summary>
    internal sealed record Pending(long Number, byte[] Arguments, int Count)
    {
        /// <summary>Tasks that were answered.</summary>
        internal int Ended { get; set; }
    }
}
