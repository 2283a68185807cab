namespace Cluster.Tests.Rings;

/// <summary>What the producer does next.</summary>
internal enum ProducerStep
{
    LookForRoom,
    Park,
    FenceAfterPark,
    LookAgain,
    Sleep,
    Sleeping,
    WriteBytes,
    PublishTail,
    FenceAfterTail,
    LookWhetherParked,
    TakeParked,
    Ring,
    Done,
}
