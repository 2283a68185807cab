using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Calls;

/// <summary>No arguments of a task.</summary>
internal readonly struct NoArguments : IArguments
{
    public void Write(IBufferWriter<byte> output, ValueScope scope)
    {
    }
}
