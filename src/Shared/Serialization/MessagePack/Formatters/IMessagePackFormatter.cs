namespace MessagePack.Formatters;

/// <summary>Writes and reads values of one type. One instance serves all threads.</summary>
internal interface IMessagePackFormatter<T>
{
    void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options);

    T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options);
}
