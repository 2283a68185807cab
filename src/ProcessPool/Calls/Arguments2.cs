using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Calls;

/// <summary>Two arguments of a task.</summary>
internal readonly struct Arguments<T1, T2>(T1 item1, T2 item2) : IArguments
{
    internal T1 Item1 { get; } = item1;

    internal T2 Item2 { get; } = item2;

    public void Write(IBufferWriter<byte> output, ValueScope scope)
    {
        ValueCodec.Write(output, Item1, scope);
        ValueCodec.Write(output, Item2, scope);
    }
}
