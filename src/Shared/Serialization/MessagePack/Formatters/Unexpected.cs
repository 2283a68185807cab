namespace MessagePack.Formatters;

internal static class Unexpected
{
    public static MessagePackSerializationException Nil<T>() => new($"Unexpected nil encountered while deserializing {typeof(T).FullName}");
}
