using System.Buffers;
using System.Text;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Writes values of every kind, likely near the borders between forms, and says what it wrote.</summary>
internal sealed class RandomValues(int seed)
{
    // Around each border; whole kilobytes would only make the tests slow.
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 8, 15, 16, 17, 31, 32, 33, 255, 256, 300];

    private readonly Random _random = new(seed);

    public void Write(ref MessagePackWriter writer, StringBuilder text, int depth = 3)
    {
        switch (_random.Next(depth > 0 ? 11 : 9))
        {
            case 0:
                writer.WriteNil();
                WireDescription.Nil(text);
                break;
            case 1:
                bool flag = _random.Next(2) == 0;
                writer.Write(flag);
                WireDescription.Boolean(text, flag);
                break;
            case 2:
                long signed = _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);
                writer.Write(signed);
                WireDescription.Integer(text, signed);
                break;
            case 3:
                ulong unsigned = ((ulong)_random.NextInt64() << 1) >> _random.Next(64);
                writer.Write(unsigned);
                WireDescription.Integer(text, unsigned);
                break;
            case 4:
                double number = (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-300, 300));
                float single = (float)number;
                bool small = _random.Next(2) == 0;
                if (small) writer.Write(single);
                else writer.Write(number);
                WireDescription.Float(text, small ? single : number);
                break;
            case 5:
                string letters = Letters(Length());
                writer.Write(letters);
                WireDescription.Text(text, letters);
                break;
            case 6:
                byte[] binary = Bytes(Length());
                writer.Write(binary);
                WireDescription.Binary(text, binary);
                break;
            case 7:
                byte[] content = Bytes(Length());
                sbyte type = (sbyte)_random.Next(128);
                writer.WriteExtensionFormat(new ExtensionResult(type, new ReadOnlySequence<byte>(content)));
                WireDescription.Extension(text, type, content);
                break;
            case 8:
                var time = new DateTime(_random.NextInt64(DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
                if (_random.Next(2) == 0) time = DateTime.UnixEpoch.AddSeconds(_random.NextInt64(uint.MaxValue));
                writer.Write(time);
                WireDescription.Time(text, time);
                break;
            case 9:
                int count = _random.Next(20);
                writer.WriteArrayHeader(count);
                WireDescription.Array(text, count);
                for (int i = 0; i < count; i++) Write(ref writer, text, depth - 1);
                break;
            default:
                int entries = _random.Next(20);
                writer.WriteMapHeader(entries);
                WireDescription.Map(text, entries);
                for (int i = 0; i < entries; i++)
                {
                    // Keys that differ: a dictionary of another language would fold equal ones.
                    writer.Write(i);
                    WireDescription.Integer(text, i);
                    Write(ref writer, text, depth - 1);
                }

                break;
        }
    }

    private int Length() => Lengths[_random.Next(Lengths.Length)];

    private byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Letters(int length)
    {
        string alphabet = _random.Next(2) == 0 ? "abc" : "aé€漢";
        return string.Create(length, alphabet, (span, letters) => _random.GetItems(letters.AsSpan(), span));
    }
}
