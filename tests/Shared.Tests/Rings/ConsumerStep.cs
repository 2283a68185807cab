namespace Cluster.Tests.Rings;

/// <summary>What the consumer does next.</summary>
internal enum ConsumerStep
{
    LookForBytes,
    ReadBytes,
    PublishHead,
    FenceAfterHead,
    LookWhetherParked,
    TakeParked,
    Wake,
    Park,
    FenceAfterPark,
    LookAgain,
    Withdraw,
    WaitForBell,
    Done,
}
