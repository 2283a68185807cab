using Cluster.HandOut;
using Cluster.Interop;
using Cluster.Protocol;
using Cluster.TestKit.Crashes;
using Cluster.Transport;
using Microsoft.Win32.SafeHandles;

namespace Cluster.FaultyWorker;

/// <summary>Makes the connection of a worker that fails by plan: the product's own, over streams that count bytes.</summary>
/// <remarks>One for the pipe, one for rings if they are offered. Bells are none of the bytes that count.</remarks>
internal sealed class FaultyConnection(FaultPlan plan)
{
    private readonly FaultTrigger _trigger = new(plan);

    internal Connection Open(WorkerStart start)
    {
        _trigger.Reach(FaultPoint.Connect);
        var options = new TransportOptions { SocketBuffer = start.SocketBuffer };
        SafeFileHandle socket = LinuxSocket.Connect(start.PipePath);
        var pipe = new LocalSocketStream(socket);
        FaultyStream stream = Over(pipe);
        AppContext.SetData(FaultPlan.HookName, (Action<string>)(point => _trigger.Reach(Enum.Parse<FaultPoint>(point))));
        BoardWorker.Probe = point => _trigger.Reach(point switch
        {
            BoardPoint.Taken => FaultPoint.Taken,
            BoardPoint.Claimed => FaultPoint.Claimed,
            BoardPoint.Written => FaultPoint.Written,
            _ => FaultPoint.Done,
        });
        return new Connection(new BlockingPipeReader(stream, options.ReadBuffer), new BlockingPipeWriter(stream, options.WriteBuffer), stream.Dispose)
        {
            Bell = new Bell(pipe, socket),
            OverRings = Over,
        };
    }

    private FaultyStream Over(Stream inner)
    {
        var stream = new FaultyStream(inner, plan.Traffic, _trigger);
        _trigger.Garbage = stream.WriteGarbage;
        return stream;
    }
}
