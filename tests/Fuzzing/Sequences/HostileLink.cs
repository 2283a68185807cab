using System.Buffers;
using System.IO.Pipelines;
using System.Reflection;
using System.Runtime.CompilerServices;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Fuzzing.Targets;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Fuzzing.Sequences;

/// <summary>
/// A link whose worker is played here: no process, and all on one thread, so that what happens is decided by the input alone.
/// </summary>
/// <remarks>
/// What the link's own thread does is done by <see cref="Deliver"/>: everything that was sent goes to the work, and whatever that throws
/// ends the link. A link cannot be made without a process, so its fields are set from outside.
/// </remarks>
internal sealed class HostileLink : IDisposable
{
    private readonly IPoolWork _work;
    private readonly Connection _coordinator;
    private readonly Connection _worker;
    private bool _hasNews;

    internal HostileLink(IPoolWork work, int id, SharedSegment notes)
    {
        _work = work;
        (_coordinator, _worker) = InMemoryConnection.CreatePair();
        Slot = new StatusSlot(notes.Memory, id);
        Slot.Clear();
        Link = (WorkerLink)RuntimeHelpers.GetUninitializedObject(typeof(WorkerLink));
        Set("_start", Start.Of(id, secret: 0));
        Set("_channel", new MessageChannel(_coordinator) { Limits = FrameLimits.Session });
        Set("<Status>k__BackingField", Slot);
    }

    internal WorkerLink Link { get; }

    /// <summary>Where the worker notes what it is at.</summary>
    internal StatusSlot Slot { get; set; }

    internal bool IsGone => Link.IsGone;

    /// <summary>Sends bytes as they are.</summary>
    internal void Send(ReadOnlySpan<byte> bytes)
    {
        _worker.Output.WriteThrough(bytes);
        _hasNews = true;
    }

    /// <summary>Takes what the coordinator has sent so far, frame by frame.</summary>
    internal void Take(FrameAction take)
    {
        if (IsGone || !_worker.Input.TryRead(out ReadResult read)) return;
        ReadOnlySequence<byte> rest = read.Buffer;
        while (FrameReader.TryRead(ref rest, FrameLimits.Session, FrameFlags.Bulk, out Frame frame)) take(frame);
        if (!rest.IsEmpty) throw new InvalidOperationException("the coordinator flushed half a frame");
        _worker.Input.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Hands over what the worker has sent, as the link's thread does; returns what that ended the link with, or null.</summary>
    /// <param name="ends">Whether the worker closes its end behind that.</param>
    internal Exception? Deliver(bool ends = false)
    {
        if (ends) _worker.Dispose();
        try
        {
            // To ask when there is nothing would block this thread, which is the worker's as well.
            while ((_hasNews || ends) && Link.Channel.Receive(out Frame frame))
            {
                do _work.Receive(Link, frame);
                while (Link.Channel.TryReceive(out frame));
                _hasNews = false;
            }

            _work.Drained(Link);
            if (!ends) return null;
            Lose();
            return null;
        }
        catch (Exception ex)
        {
            Lose();
            return ex;
        }
    }

    public void Dispose()
    {
        _coordinator.Dispose();
        _worker.Dispose();
    }

    /// <summary>Takes a frame, whose body is valid during the call.</summary>
    internal delegate void FrameAction(in Frame frame);

    private void Lose()
    {
        Set("_gone", true);
        Dispose();
        _work.Lost(Link, new FaultInfo(FaultCode.WorkerLost, "the worker is played"));
    }

    private void Set(string field, object value) =>
        typeof(WorkerLink).GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(Link, value);
}
