using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol;

/// <summary>Between messages and bodies of frames.</summary>
internal static class MessageCodec
{
    internal static void Encode<T>(IBufferWriter<byte> output, in T message)
        where T : IMessage<T>
    {
        var writer = new MessagePackWriter(output);
        message.Write(ref writer);
        writer.Flush();
    }

    /// <summary>Reads the message of a frame that has already been found to be of kind <typeparamref name="T"/>.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.ProtocolViolation"/>: the body is not what the kind says.</exception>
    internal static T Decode<T>(in Frame frame)
        where T : IMessage<T>
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            T message = T.Read(ref reader);
            if (!reader.End) throw new FaultException(FaultCode.ProtocolViolation, $"{T.Kind}: bytes after the message");
            return message;
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"{T.Kind}: {ex.Message}", ex);
        }
    }

    /// <summary>Reads the header of a message's array.</summary>
    internal static void Expect(ref MessagePackReader reader, int fields)
    {
        int count = reader.ReadArrayHeader();
        if (count != fields) throw new MessagePackSerializationException($"{count} fields, expected {fields}");
    }
}
