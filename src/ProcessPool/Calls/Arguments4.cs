using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Calls;

/// <summary>Four arguments of a task.</summary>
internal readonly struct Arguments<T1, T2, T3, T4>(T1 item1, T2 item2, T3 item3, T4 item4) : IArguments
{
    internal T1 Item1 { get; } = item1;

    internal T2 Item2 { get; } = item2;

    internal T3 Item3 { get; } = item3;

    internal T4 Item4 { get; } = item4;

    public void Write(IBufferWriter<byte> output, ValueScope scope)
    {
        ValueCodec.Write(output, Item1, scope);
        ValueCodec.Write(output, Item2, scope);
        ValueCodec.Write(output, Item3, scope);
        ValueCodec.Write(output, Item4, scope);
    }
}
