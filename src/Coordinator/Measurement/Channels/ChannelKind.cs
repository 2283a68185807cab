namespace Cluster.Coordinator.Measurement.Channels;

/// <summary>What numbers go through.</summary>
internal enum ChannelKind
{
    /// <summary>The producer's thread sends.</summary>
    Pipe,

    /// <summary>The same through a ring in memory.</summary>
    Ring,

    /// <summary>A feeder thread sends what producers have put.</summary>
    Queue,

    /// <summary>The same; the other side acknowledges each, and the producer waits for all.</summary>
    JoinableQueue,
}
