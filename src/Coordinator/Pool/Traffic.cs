namespace Cluster.Coordinator.Pool;

/// <summary>What went through connections, as running totals; a repetition's share is a difference.</summary>
/// <param name="Sent">Bytes, frame headers included.</param>
/// <param name="Received">Likewise.</param>
/// <param name="Serialized">Bytes that encoding produced.</param>
/// <param name="SerializeTicks">Time spent on that.</param>
internal readonly record struct Traffic(long Sent, long Received, long Serialized, long SerializeTicks)
{
    public static Traffic operator +(Traffic a, Traffic b) =>
        new(a.Sent + b.Sent, a.Received + b.Received, a.Serialized + b.Serialized, a.SerializeTicks + b.SerializeTicks);

    public static Traffic operator -(Traffic a, Traffic b) =>
        new(a.Sent - b.Sent, a.Received - b.Received, a.Serialized - b.Serialized, a.SerializeTicks - b.SerializeTicks);
}
