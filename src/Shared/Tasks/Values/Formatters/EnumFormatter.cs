using System.Runtime.CompilerServices;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>An enum as the number it stands for; numbers without a name pass.</summary>
internal sealed class EnumFormatter<TEnum, TNumber> : ValueFormatter<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct
{
    internal override void Write(ref MessagePackWriter writer, TEnum value, ValueScope scope) =>
        FormatterOf<TNumber>.Instance.Write(ref writer, Unsafe.BitCast<TEnum, TNumber>(value), scope);

    internal override TEnum Read(ref MessagePackReader reader, ValueScope scope) =>
        Unsafe.BitCast<TNumber, TEnum>(FormatterOf<TNumber>.Instance.Read(ref reader, scope));
}
