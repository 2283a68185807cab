using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Calls;

/// <summary>The arguments of one task.</summary>
internal interface IArguments
{
    /// <summary>Appends them one after the other, as the worker reads them.</summary>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="scope">Of the call.</param>
    void Write(IBufferWriter<byte> output, ValueScope scope);
}
