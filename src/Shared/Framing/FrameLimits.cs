namespace Cluster.Framing;

/// <summary>How long a body may be; checked on the header, before anything is allocated or awaited.</summary>
/// <param name="MaxBodyLength">Bytes.</param>
internal readonly record struct FrameLimits(uint MaxBodyLength)
{
    /// <summary>Before the peer has shown its token: a hello is far shorter.</summary>
    public static FrameLimits BeforeHandshake { get; } = new(256);

    // For what stands before a payload in its frame: which tasks are retried, and what they belong to in a trace, a few bytes each.
    private const int MaxBeforePayload = 64 << 20;

    /// <summary>Bytes of arguments or of a result that fit into a frame of a session.</summary>
    public static int MaxPayload => (int)(Session.MaxBodyLength - MaxBeforePayload);

    /// <summary>Afterwards. A partial travels in one frame, so this bounds partials too.</summary>
    public static FrameLimits Session { get; } = new(1u << 30);
}
