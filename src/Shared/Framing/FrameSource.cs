using System.IO.Pipelines;
using Cluster.Faults;
using Cluster.Transport;

namespace Cluster.Framing;

/// <summary>Frames from a connection: what is here, and more when it is asked for.</summary>
/// <remarks>One caller at a time. A frame's body is valid until the next read.</remarks>
internal abstract class FrameSource
{
    /// <summary>Whether the peer has closed the connection and all that it sent is here.</summary>
    internal abstract bool HasEnded { get; }

    /// <summary>Whether the beginning of a frame is here, and not all of it.</summary>
    internal abstract bool IsInsideFrame { get; }

    /// <summary>The one that suits the reader.</summary>
    internal static FrameSource Of(PipeReader input) => input is BlockingPipeReader stretch ? new StretchFrameSource(stretch) : new SequenceFrameSource(input);

    /// <summary>Takes a frame that is here.</summary>
    /// <param name="limits">Of the body.</param>
    /// <param name="bulkFlag">A frame with this flag is handed over as soon as its header is there, with an empty body.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False when none is complete.</returns>
    /// <exception cref="FaultException"><see cref="FaultCode.FrameTooLong"/></exception>
    internal abstract bool TryTake(FrameLimits limits, ushort bulkFlag, out Frame frame);

    /// <summary>After no frame could be taken: whether the part of one that is here has grown since this was asked last.</summary>
    internal abstract bool HasNewPart();

    /// <summary>After no frame could be taken: waits for more, or the end.</summary>
    internal abstract void Read();

    /// <summary>As <see cref="Read"/>, but takes only what has come; false if that is nothing.</summary>
    /// <exception cref="NotSupportedException">The connection has no parking stream beneath.</exception>
    internal abstract bool TryReadHere();

    /// <summary>Fills <paramref name="destination"/> with the bytes behind the last frame's header.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before that.</exception>
    internal abstract void ReadExactly(Span<byte> destination);
}
