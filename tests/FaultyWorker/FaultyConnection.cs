using Cluster.HandOut;
using Cluster.Interop;
using Cluster.Protocol;
using Cluster.TestKit.Crashes;
using Cluster.Transport;

namespace Cluster.FaultyWorker;

/// <summary>Makes the connection of a worker that fails by plan: the product's own, over a stream that counts bytes.</summary>
internal sealed class FaultyConnection(FaultPlan plan)
{
    internal Connection Open(WorkerStart start)
    {
        var trigger = new FaultTrigger(plan);
        trigger.Reach(FaultPoint.Connect);
        var options = new TransportOptions { SocketBuffer = start.SocketBuffer };
        var stream = new FaultyStream(new LocalSocketStream(LinuxSocket.Connect(start.PipePath)), plan.Traffic, trigger);
        trigger.Garbage = stream.WriteGarbage;
        AppContext.SetData(FaultPlan.HookName, (Action<string>)(point => trigger.Reach(Enum.Parse<FaultPoint>(point))));
        BoardWorker.Probe = point => trigger.Reach(point switch
        {
            BoardPoint.Taken => FaultPoint.Taken,
            BoardPoint.Claimed => FaultPoint.Claimed,
            BoardPoint.Written => FaultPoint.Written,
            _ => FaultPoint.Done,
        });
        return new Connection(new BlockingPipeReader(stream, options.ReadBuffer), new BlockingPipeWriter(stream, options.WriteBuffer), stream.Dispose);
    }
}
