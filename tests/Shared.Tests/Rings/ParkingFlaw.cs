namespace Cluster.Tests.Rings;

/// <summary>What is left out of the protocol, to see whether the search finds it.</summary>
public enum ParkingFlaw
{
    None,

    /// <summary>Between a new tail and the look whether the consumer is parked.</summary>
    NoFenceAfterTail,

    /// <summary>Between the consumer's being parked and its second look at the tail.</summary>
    NoFenceAfterReaderParked,

    /// <summary>Between a new head and the look whether the producer is parked.</summary>
    NoFenceAfterHead,

    /// <summary>Between the producer's being parked and its second look at the head.</summary>
    NoFenceAfterWriterParked,

    /// <summary>The consumer sleeps without a second look.</summary>
    NoSecondLook,

    /// <summary>The tail may be seen before the bytes.</summary>
    TailWithoutRelease,

    /// <summary>A consumer that withdraws too late goes on without hearing the bell.</summary>
    BellLeftUnheard,

    /// <summary>The consumer reads more than a ring between two looks whether the producer is parked.</summary>
    LooksTooSeldom,
}
