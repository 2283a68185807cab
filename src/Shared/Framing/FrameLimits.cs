namespace Cluster.Framing;

/// <summary>How long a body may be; checked on the header, before anything is allocated or awaited.</summary>
/// <param name="MaxBodyLength">Bytes.</param>
internal readonly record struct FrameLimits(uint MaxBodyLength)
{
    /// <summary>Before the peer has shown its token: a hello is far shorter.</summary>
    public static FrameLimits BeforeHandshake { get; } = new(256);

    /// <summary>Afterwards. A partial travels in one frame, so this bounds partials too.</summary>
    public static FrameLimits Session { get; } = new(1u << 30);
}
