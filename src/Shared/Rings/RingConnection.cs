using Cluster.Interop;
using Cluster.Memory;
using Cluster.Transport;

namespace Cluster.Rings;

/// <summary>Makes connections over rings in shared memory.</summary>
/// <remarks>A pipe is connected before; it stays open as the bell and as the sign of death. Nothing above knows the difference.</remarks>
internal static class RingConnection
{
    /// <summary>Null if this process can have rings; otherwise why not.</summary>
    internal static string? WhyNot { get; } =
        !OperatingSystem.IsLinux() ? "rings need Linux"
        : !LinuxFutex.IsSupported ? "rings need a processor whose system calls are known"
        : MemoryFiles.WhyNot;

    /// <summary>This process's end.</summary>
    /// <param name="memory">Of both rings.</param>
    /// <param name="isWorker">Whether this is the worker's end.</param>
    /// <param name="pipe">With a bell; owned from now on.</param>
    /// <param name="options">How it waits.</param>
    /// <param name="buffers">Of the reader and of the writer.</param>
    internal static Connection Over(RingMemory memory, bool isWorker, Connection pipe, RingOptions options, TransportOptions buffers)
    {
        var stream = new RingStream(memory, isWorker, pipe, options.Spin);
        Stream seen = pipe.OverRings(stream);
        var reader = new BlockingPipeReader(seen, buffers.ReadBuffer);
        return new Connection(reader, new BlockingPipeWriter(seen, buffers.WriteBuffer), stream.Dispose)
        {
            Parking = seen as IParkingStream,
            LookBeforeBlocking = mayLook => stream.MayLook = mayLook,
        };
    }
}
