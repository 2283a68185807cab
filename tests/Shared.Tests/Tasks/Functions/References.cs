using System.Buffers;
using Cluster.Tasks.Functions;
using MessagePack;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>A reference on its way to a worker.</summary>
internal static class References
{
    internal static byte[] Encode(FunctionReference reference)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        reference.Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    internal static FunctionReference Decode(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        var reference = FunctionReference.Read(ref reader);
        // As MessageCodec does.
        return reader.End ? reference : throw new MessagePackSerializationException("bytes after the reference");
    }

    /// <summary>The function as a worker gets it that was sent the bytes.</summary>
    internal static ResolvedFunction Travel(Delegate function) => new FunctionTable().Resolve(Decode(Encode(FunctionReference.Of(function))));

    internal static object? Call(Delegate function, params object?[] arguments) => Travel(function).Invoke(arguments, null);
}
