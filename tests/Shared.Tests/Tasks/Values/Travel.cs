using System.Buffers;
using Cluster.Sharing;
using Cluster.Tasks.Values;

namespace Cluster.Tests.Tasks.Values;

/// <summary>Values on their way from a coordinator to a worker and back, both in this process.</summary>
internal static class Travel
{
    /// <summary>As an argument, by static type.</summary>
    internal static T There<T>(T value)
    {
        using ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath());
        return Read<T>(Bytes(value, from), ValueScope.OfWorker(new SharedBlocks()));
    }

    /// <summary>As an argument, by run-time type, in pieces of one byte.</summary>
    internal static object? Dynamically(Type type, object? value)
    {
        using ValueScope from = ValueScope.OfCoordinator(Path.GetTempPath());
        var output = new ArrayBufferWriter<byte>();
        ValueCodec codec = ValueCodec.For(type);
        codec.Write(output, value, from);
        var reader = new MessagePack.MessagePackReader(Framing.Segments.Of([.. output.WrittenSpan.ToArray().Select(one => new[] { one })]));
        object? read = codec.Read(ref reader, ValueScope.OfWorker(new SharedBlocks()));
        Assert.Equal(output.WrittenCount, reader.Consumed);
        return read;
    }

    internal static byte[] Bytes<T>(T value, ValueScope? scope = null)
    {
        using ValueScope own = ValueScope.OfCoordinator(Path.GetTempPath());
        var output = new ArrayBufferWriter<byte>();
        ValueCodec.Write(output, value, scope ?? own);
        return output.WrittenSpan.ToArray();
    }

    internal static T Read<T>(byte[] bytes, ValueScope scope)
    {
        T value = ValueCodec.Read<T>(new ReadOnlySequence<byte>(bytes), scope, out long consumed);
        Assert.Equal(bytes.Length, consumed);
        return value;
    }
}
