using System.Diagnostics;

namespace Cluster.Diagnostics;

/// <summary>What tasks belong to, as it goes to a worker: a trace, and the activity that is the parent of each.</summary>
/// <remarks>
/// <code>
///   0          16      17        25
///   | trace id | flags | span id | span id | …    one span id for all tasks, or one for each
/// </code>
/// The parts are those of W3C's <c>traceparent</c>, as bytes.
/// </remarks>
internal static class TraceContext
{
    private const int FlagsAt = 16;
    private const int SpansAt = 17;
    private const int SpanSize = 8;

    internal static byte[] Write(ActivityTraceId trace, ActivityTraceFlags flags, ReadOnlySpan<ActivitySpanId> spans)
    {
        byte[] bytes = new byte[SpansAt + (SpanSize * spans.Length)];
        // Each copy fills all that it is given.
        trace.CopyTo(bytes.AsSpan(0, FlagsAt));
        bytes[FlagsAt] = (byte)flags;
        for (int i = 0; i < spans.Length; i++) spans[i].CopyTo(bytes.AsSpan(SpansAt + (SpanSize * i), SpanSize));
        return bytes;
    }

    /// <summary>Whether bytes are of a length that <see cref="Write"/> gives.</summary>
    internal static bool IsPossible(byte[] bytes) => bytes.Length > SpansAt && (bytes.Length - SpansAt) % SpanSize == 0;

    /// <summary>The parent of the task at a place.</summary>
    internal static ActivityContext Read(byte[] bytes, int place)
    {
        int spans = (bytes.Length - SpansAt) / SpanSize;
        int at = SpansAt + (SpanSize * Math.Min(place, spans - 1));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes.AsSpan(0, FlagsAt)), ActivitySpanId.CreateFromBytes(bytes.AsSpan(at, SpanSize)), (ActivityTraceFlags)bytes[FlagsAt], isRemote: true);
    }
}
