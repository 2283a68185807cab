namespace Cluster.Protocol;

/// <summary>What a <see cref="ControlSignal"/> asks for.</summary>
/// <remarks>The numbers are on the wire.</remarks>
internal enum ControlKind
{
    /// <summary>Give the call back unless it has begun.</summary>
    Revoke = 1,

    /// <summary>The same; one that has begun has its token cancelled.</summary>
    Cancel = 2,
}
