using Cluster.Faults;
using Cluster.Framing;

namespace Cluster.Processes;

/// <summary>Takes what a worker sends. Called on that worker's link thread.</summary>
internal interface IFrameSink
{
    /// <summary>A frame has arrived; its body is valid during the call.</summary>
    void Receive(WorkerLink link, in Frame frame);

    /// <summary>Everything that had arrived was handed over; the link is about to wait.</summary>
    void Drained(WorkerLink link);

    /// <summary>The worker is gone and was waited for; nothing will come any more. Called once, for one that was recycled too.</summary>
    void Lost(WorkerLink link, FaultInfo fault);
}
