using Cluster.Faults;
using Cluster.Memory;
using Cluster.Protocol.Messages;

namespace Cluster.Worker.Execution;

/// <summary>Where this worker notes what it is at.</summary>
/// <remarks>The session's thread attaches it. The mapping lasts as long as the process: the watch thread writes into it until the end.</remarks>
internal sealed class WorkerStatus
{
    private MappedMemory? _notes;

    /// <summary>Null before it is attached, and for good where this system does not let a worker see the coordinator's memory.</summary>
    internal StatusSlot? Slot { get; private set; }

    /// <exception cref="FaultException">The slot does not lie in its segment.</exception>
    internal void Attach(AttachStatus message)
    {
        if (message.Slot < 0 || (message.Slot + 1L) * StatusSlot.Size > message.Segment.Length)
            throw new FaultException(FaultCode.ProtocolViolation, "a slot outside of its segment");
        try
        {
            _notes = AttachedSegment.Attach(message.Segment, writable: true);
        }
        catch (FaultException)
        {
            // Jobs get along without; who needs it to run a task says so.
            return;
        }

        // At once: one that is stopped before its watch comes by for the first time would never be seen to fall silent.
        var slot = new StatusSlot(_notes, message.Slot);
        slot.Beat();
        Slot = slot;
    }
}
