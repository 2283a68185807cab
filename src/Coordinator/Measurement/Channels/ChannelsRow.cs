using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Channels;

/// <summary>Numbers to another process, one message each.</summary>
/// <param name="Kind">What they go through.</param>
/// <param name="FlushesEach">Whether each message is handed to the kernel by itself.</param>
/// <param name="Producers">Threads that put.</param>
/// <param name="Numbers">How many, all producers together.</param>
/// <param name="Milliseconds">From the first to the word that all have been received, or acknowledged.</param>
internal sealed record ChannelsRow(ChannelKind Kind, bool FlushesEach, int Producers, int Numbers, Spread Milliseconds) : MeasurementRow
{
    internal string Channel => Kind switch
    {
        ChannelKind.Pipe => "pipe",
        ChannelKind.Ring => "ring",
        ChannelKind.Queue => "queue",
        _ => "joinable queue",
    };

    internal string Flush => FlushesEach ? "each message" : "batched";

    internal Spread MicrosecondsPerNumber => Milliseconds.Times(1000.0 / Numbers);

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("channel", Channel),
        new("flush", Flush),
        new("producers", (long)Producers),
        new("numbers", (long)Numbers),
        new("repeats", (long)Milliseconds.Repeats),
        new("milliseconds", Milliseconds),
        new("microsecondsPerNumber", MicrosecondsPerNumber),
        new("numbersPerSecond", Numbers / Milliseconds.Median * 1000),
    ];
}
