using System.Buffers;
using System.Globalization;
using System.Text;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Values as text that is the same in every language; the script in <see cref="PythonInteropTests"/> makes it too.</summary>
internal static class WireDescription
{
    public static void Nil(StringBuilder text) => text.Append("nil ");

    public static void Boolean(StringBuilder text, bool value) => text.Append(value ? "true " : "false ");

    public static void Integer(StringBuilder text, Int128 value) => text.Append(CultureInfo.InvariantCulture, $"i{value} ");

    public static void Float(StringBuilder text, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"f{BitConverter.DoubleToUInt64Bits(value):x16} ");

    public static void Text(StringBuilder text, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"s{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value))} ");

    public static void Binary(StringBuilder text, byte[] value) =>
        text.Append(CultureInfo.InvariantCulture, $"b{Convert.ToHexStringLower(value)} ");

    public static void Array(StringBuilder text, int count) => text.Append(CultureInfo.InvariantCulture, $"[{count} ");

    public static void Map(StringBuilder text, int count) => text.Append(CultureInfo.InvariantCulture, $"{{{count} ");

    public static void Extension(StringBuilder text, int type, byte[] value) =>
        text.Append(CultureInfo.InvariantCulture, $"x{type}:{Convert.ToHexStringLower(value)} ");

    public static void Time(StringBuilder text, DateTime value)
    {
        long ticks = value.Ticks - DateTime.UnixEpoch.Ticks;
        long seconds = (long)Math.Floor((decimal)ticks / TimeSpan.TicksPerSecond);
        text.Append(CultureInfo.InvariantCulture, $"t{seconds}.{(ticks - (seconds * TimeSpan.TicksPerSecond)) * 100} ");
    }

    /// <summary>Reads the next value and describes it.</summary>
    public static void Read(ref MessagePackReader reader, StringBuilder text)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                Nil(text);
                break;
            case MessagePackType.Boolean:
                Boolean(text, reader.ReadBoolean());
                break;
            case MessagePackType.Integer when reader.NextCode is MessagePackCode.UInt64:
                Integer(text, reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                Integer(text, reader.ReadInt64());
                break;
            case MessagePackType.Float:
                Float(text, reader.ReadDouble());
                break;
            case MessagePackType.String:
                Text(text, reader.ReadString()!);
                break;
            case MessagePackType.Binary:
                Binary(text, reader.ReadBytes()!.Value.ToArray());
                break;
            case MessagePackType.Array:
                int count = reader.ReadArrayHeader();
                Array(text, count);
                for (int i = 0; i < count; i++) Read(ref reader, text);
                break;
            case MessagePackType.Map:
                int entries = reader.ReadMapHeader();
                Map(text, entries);
                for (int i = 0; i < 2 * entries; i++) Read(ref reader, text);
                break;
            case MessagePackType.Extension:
                ExtensionHeader header = reader.ReadExtensionFormatHeader();
                if (header.TypeCode == ReservedMessagePackExtensionTypeCode.DateTime) Time(text, reader.ReadDateTime(header));
                else Extension(text, header.TypeCode, reader.ReadRaw(header.Length).ToArray());
                break;
            default:
                throw new InvalidOperationException($"code {reader.NextCode}");
        }
    }
}
