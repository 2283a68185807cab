namespace Cluster.Protocol;

/// <summary>Bits in a frame's header.</summary>
internal static class FrameFlags
{
    /// <summary>The body is bulk data, which the receiver reads from the connection straight to where it belongs.</summary>
    internal const ushort Bulk = 1;
}
