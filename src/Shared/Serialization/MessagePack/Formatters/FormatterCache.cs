namespace MessagePack.Formatters;

/// <summary>The formatters of a type, made at first use.</summary>
/// <remarks>
/// A formatter asks for those of its parts when it runs, not when it is made, so a type may contain itself. A type without a formatter is
/// reported by each use, not by a type initializer that stays broken.
/// </remarks>
internal static class FormatterCache<T>
{
    private static IMessagePackFormatter<T>? s_standard;
    private static IMessagePackFormatter<T>? s_contractless;

    public static IMessagePackFormatter<T> Standard => s_standard ??= FormatterFactory.Create<T>(contractless: false);

    public static IMessagePackFormatter<T> Contractless => s_contractless ??= FormatterFactory.Create<T>(contractless: true);
}
