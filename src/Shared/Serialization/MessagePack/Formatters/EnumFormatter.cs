using System.Runtime.CompilerServices;

namespace MessagePack.Formatters;

/// <summary>An enum as the number it stands for; numbers without a name pass.</summary>
internal sealed class EnumFormatter<TEnum, TNumber> : IMessagePackFormatter<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct
{
    public void Serialize(ref MessagePackWriter writer, TEnum value, MessagePackSerializerOptions options) =>
        options.Formatter<TNumber>().Serialize(ref writer, Unsafe.As<TEnum, TNumber>(ref value), options);

    public TEnum Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        TNumber number = options.Formatter<TNumber>().Deserialize(ref reader, options);
        return Unsafe.As<TNumber, TEnum>(ref number);
    }
}
