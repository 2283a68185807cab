using System.Buffers;

namespace Cluster.Framing;

/// <summary>A header and its body, in the reader's buffer.</summary>
/// <param name="Header">As it arrived.</param>
/// <param name="Body">Valid until the reader goes on; empty for a bulk frame, whose body is still in the connection.</param>
internal readonly record struct Frame(FrameHeader Header, ReadOnlySequence<byte> Body);
