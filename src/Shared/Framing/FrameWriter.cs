using System.Buffers;
using System.IO.Pipelines;
using Cluster.Transport;

namespace Cluster.Framing;

/// <summary>Puts frames together whose length is known only when their body is written.</summary>
/// <remarks>One caller at a time. Nothing is sent before a flush of what is beneath.</remarks>
internal abstract class FrameWriter
{
    /// <summary>The one that suits the writer.</summary>
    internal static FrameWriter Of(PipeWriter output) => output is BlockingPipeWriter own ? new InPlaceFrameWriter(own) : new CopyingFrameWriter(output);

    /// <summary>Begins a frame; the body goes to the result.</summary>
    internal abstract IBufferWriter<byte> Begin();

    /// <summary>Ends it; returns the body's length.</summary>
    internal abstract int End(ushort kind, ulong correlation);

    /// <summary>Leaves it out: its body could not be written.</summary>
    internal abstract void Abandon();
}
