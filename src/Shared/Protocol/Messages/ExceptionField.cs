using Cluster.Faults;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>An exception inside a message. <c>[type, message, stack, [inner …]]</c></summary>
internal static class ExceptionField
{
    internal static void Write(ref MessagePackWriter writer, ExceptionInfo exception)
    {
        writer.WriteArrayHeader(4);
        writer.Write(exception.TypeName);
        writer.Write(exception.Message);
        writer.Write(exception.Stack);
        writer.WriteArrayHeader(exception.Inner.Count);
        foreach (ExceptionInfo inner in exception.Inner) Write(ref writer, inner);
    }

    /// <remarks>The texts are cut again: they are of a process that runs somebody else's code.</remarks>
    internal static ExceptionInfo Read(ref MessagePackReader reader)
    {
        int left = ExceptionInfo.MaxAll;
        return Read(ref reader, 0, ref left);
    }

    private static ExceptionInfo Read(ref MessagePackReader reader, int depth, ref int left)
    {
        if (depth > ExceptionInfo.MaxDepth) throw new MessagePackSerializationException("exceptions within exceptions without end");
        if (left-- == 0) throw new MessagePackSerializationException($"more than {ExceptionInfo.MaxAll} exceptions within one");
        MessageCodec.Expect(ref reader, 4);
        string type = CappedText.Of(reader.ReadString() ?? "");
        string message = CappedText.Of(reader.ReadString() ?? "");
        string? stack = CappedText.OfOptional(reader.ReadString());
        int count = reader.ReadArrayHeader();
        if (count > ExceptionInfo.MaxInner) throw new MessagePackSerializationException($"{count} inner exceptions");
        var inner = new ExceptionInfo[count];
        for (int i = 0; i < count; i++) inner[i] = Read(ref reader, depth + 1, ref left);
        return new ExceptionInfo(type, message, stack, inner);
    }
}
