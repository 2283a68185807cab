namespace Cluster.Protocol;

/// <summary>What two peers must have in common.</summary>
internal static class ProtocolVersion
{
    /// <summary>Raised with every change of a message or of the handshake.</summary>
    internal const ushort Current = 7;

    /// <summary>Identifies the build of the code that both processes share; a worker of another build would compute with other kernels.</summary>
    internal static Guid BuildId { get; } = typeof(ProtocolVersion).Module.ModuleVersionId;
}
