using MessagePack;

namespace Cluster.Protocol;

/// <summary>A message: a MessagePack array of its fields, in the order of the contract.</summary>
/// <remarks>
/// Contracts write and read themselves. Reflection would serve as well, but it is paid at every start of a worker: 10 ms and more before the first task.
/// </remarks>
internal interface IMessage<TSelf>
    where TSelf : IMessage<TSelf>
{
    static abstract MessageKind Kind { get; }

    void Write(ref MessagePackWriter writer);

    static abstract TSelf Read(ref MessagePackReader reader);
}
