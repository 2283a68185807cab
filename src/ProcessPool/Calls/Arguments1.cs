using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Calls;

/// <summary>One argument of a task.</summary>
internal readonly struct Arguments<T1>(T1 item1) : IArguments
{
    internal T1 Item1 { get; } = item1;

    public void Write(IBufferWriter<byte> output, ValueScope scope)
    {
        ValueCodec.Write(output, Item1, scope);
    }
}
