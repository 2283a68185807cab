namespace MessagePack;

/// <summary>The one exception that leaves <see cref="MessagePackSerializer"/>; its cause is the inner exception.</summary>
internal class MessagePackSerializationException : Exception
{
    public MessagePackSerializationException()
    {
    }

    public MessagePackSerializationException(string? message)
        : base(message)
    {
    }

    public MessagePackSerializationException(string? message, Exception? inner)
        : base(message, inner)
    {
    }
}
