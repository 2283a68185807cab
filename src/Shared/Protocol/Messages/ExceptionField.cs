using Cluster.Faults;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>An exception inside a message. <c>[type, message, stack, [inner …]]</c></summary>
internal static class ExceptionField
{
    // Enough to find the cause; a message of a megabyte helps nobody.
    private const int MaxText = 16 << 10;

    internal static void Write(ref MessagePackWriter writer, ExceptionInfo exception)
    {
        writer.WriteArrayHeader(4);
        writer.Write(Cut(exception.TypeName));
        writer.Write(Cut(exception.Message));
        writer.Write(Cut(exception.Stack));
        writer.WriteArrayHeader(exception.Inner.Count);
        foreach (ExceptionInfo inner in exception.Inner) Write(ref writer, inner);
    }

    internal static ExceptionInfo Read(ref MessagePackReader reader, int depth = 0)
    {
        if (depth > ExceptionInfo.MaxDepth) throw new MessagePackSerializationException("exceptions within exceptions without end");
        MessageCodec.Expect(ref reader, 4);
        string type = reader.ReadString() ?? "";
        string message = reader.ReadString() ?? "";
        string? stack = reader.ReadString();
        int count = reader.ReadArrayHeader();
        if (count > ExceptionInfo.MaxInner) throw new MessagePackSerializationException($"{count} inner exceptions");
        var inner = new ExceptionInfo[count];
        for (int i = 0; i < count; i++) inner[i] = Read(ref reader, depth + 1);
        return new ExceptionInfo(type, message, stack, inner);
    }

    private static string? Cut(string? text) => text?.Length > MaxText ? string.Concat(text.AsSpan(0, MaxText), "…") : text;
}
