using MessagePack.Formatters;

namespace MessagePack;

/// <summary>What a call to <see cref="MessagePackSerializer"/> may vary. Immutable: each change is a copy.</summary>
internal sealed class MessagePackSerializerOptions
{
    /// <summary>Marked types only, data trusted.</summary>
    public static MessagePackSerializerOptions Standard { get; } = new(MessagePackSecurity.TrustedData, contractless: false);

    private readonly bool _contractless;

    internal MessagePackSerializerOptions(MessagePackSecurity security, bool contractless)
    {
        Security = security;
        _contractless = contractless;
    }

    public MessagePackSecurity Security { get; }

    public MessagePackSerializerOptions WithSecurity(MessagePackSecurity security) => new(security, _contractless);

    /// <summary>The formatter of a type, made once per process.</summary>
    internal IMessagePackFormatter<T> Formatter<T>() => _contractless ? FormatterCache<T>.Contractless : FormatterCache<T>.Standard;
}
