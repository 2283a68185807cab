namespace Cluster.Tests.Rings;

/// <summary>Both processes and the memory between them, at one moment.</summary>
internal readonly record struct ParkingState
{
    /// <summary>Where the producer is.</summary>
    public ProducerStep Producer { get; init; }

    /// <summary>Where the consumer is.</summary>
    public ConsumerStep Consumer { get; init; }

    /// <summary>Items that the producer has written, by its own count.</summary>
    public int Written { get; init; }

    /// <summary>Items that the consumer has read, by its own count.</summary>
    public int Read { get; init; }

    /// <summary>What it had read when it looked last whether the producer is parked.</summary>
    public int Looked { get; init; }

    /// <summary>Whether the producer sleeps in the kernel.</summary>
    public bool Sleeps { get; init; }

    /// <summary>Bells that were rung and not heard.</summary>
    public int Bells { get; init; }

    /// <summary>The words, by their numbers, five bits each.</summary>
    public ulong Memory { get; init; }

    /// <summary>What the producer has written and nobody else sees yet.</summary>
    public StoreBuffer ProducerStores { get; init; }

    /// <summary>What the consumer has written and nobody else sees yet.</summary>
    public StoreBuffer ConsumerStores { get; init; }

    internal int Load(int word) => (int)(Memory >> (5 * word)) & 31;

    internal ParkingState Store(int word, int value) => this with { Memory = (Memory & ~(31UL << (5 * word))) | ((ulong)value << (5 * word)) };
}
