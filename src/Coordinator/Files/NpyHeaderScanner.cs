using System.Text;

namespace Cluster.Coordinator.Files;

/// <summary>Takes one piece of Python syntax after the other off the text of a <c>.npy</c> header; only what NumPy writes there.</summary>
internal ref struct NpyHeaderScanner(string path, ReadOnlySpan<byte> text, long offset)
{
    // As many as NumPy allows (64 since version 2).
    private const int DimensionLimit = 64;

    // 2¹²⁷ has 39 digits; no length that fits in a file has more than 19.
    private const int DigitLimit = 38;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    public bool TryTake(char symbol)
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != symbol) return false;
        _position++;
        return true;
    }

    public void Expect(char symbol)
    {
        if (!TryTake(symbol)) throw Problem($"expected '{symbol}', found {Found()}");
    }

    public void ExpectEnd()
    {
        SkipSpace();
        if (_position < _text.Length) throw Problem($"expected the end, found {Found()}");
    }

    /// <summary>A string in either kind of quotes, without escapes.</summary>
    public string String()
    {
        SkipSpace();
        byte quote = _position < _text.Length ? _text[_position] : default;
        if (quote is not ((byte)'\'' or (byte)'"')) throw Problem($"expected a string in quotes, found {Found()}");
        ReadOnlySpan<byte> rest = _text[(_position + 1)..];
        int length = rest.IndexOf(quote);
        if (length < 0) throw Problem("a string without its closing quote");
        ReadOnlySpan<byte> content = rest[..length];
        if (content.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || content.Contains((byte)'\\'))
            throw Problem("a string with a backslash or characters other than ASCII");
        _position += length + 2;
        return Encoding.ASCII.GetString(content);
    }

    /// <summary>The name of a type; a list there describes a record.</summary>
    public string Type()
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] is (byte)'[' or (byte)'(' or (byte)'{')
            throw new FileProblemException(
                path,
                "field 'descr': the array holds records with fields; f8, f4, i8, i4, i2, u1 and b1 are read",
                "save one field of it, array['name']");
        return String();
    }

    public bool Boolean()
    {
        SkipSpace();
        ReadOnlySpan<byte> rest = _text[_position..];
        bool value = rest.StartsWith("True"u8);
        if (!value && !rest.StartsWith("False"u8)) throw Problem($"expected True or False, found {Found()}");
        _position += value ? 4 : 5;
        return value;
    }

    /// <summary><c>()</c>, <c>(3,)</c>, <c>(3, 4)</c>, <c>(3, 4,)</c>; <c>(3)</c> is a number in brackets and not a tuple.</summary>
    public List<Int128> Tuple()
    {
        var numbers = new List<Int128>();
        bool comma = true;
        Expect('(');
        while (!TryTake(')'))
        {
            if (!comma) throw Problem($"expected ',' or ')', found {Found()}");
            if (numbers.Count == DimensionLimit) throw Problem($"a shape of more than {DimensionLimit} lengths");
            numbers.Add(Integer());
            comma = TryTake(',');
        }
        if (numbers.Count == 1 && !comma) throw Problem($"the shape ({numbers[0]}) is not a tuple; one length is written ({numbers[0]},)");
        return numbers;
    }

    public readonly FileProblemException Problem(string what) =>
        new(path, $"header, byte {offset + _position:N0}: {what}", "save the array again with numpy.save");

    private Int128 Integer()
    {
        bool negative = TryTake('-');
        Int128 value = 0;
        int start = _position;
        while (_position < _text.Length && char.IsAsciiDigit((char)_text[_position]))
        {
            if (_position - start == DigitLimit) throw Problem($"a length of more than {DigitLimit} digits");
            value = value * 10 + (_text[_position++] - '0');
        }
        if (_position == start) throw Problem($"expected a length, found {Found()}");

        // Python 2 wrote 3L for a long; NumPy still reads it.
        if (_position < _text.Length && _text[_position] == 'L') _position++;
        return negative ? -value : value;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _position++;
    }

    private readonly string Found() => _position >= _text.Length ? "the end of the header"
        : _text[_position] is >= (byte)' ' and <= (byte)'~' ? $"'{(char)_text[_position]}'"
        : $"the byte 0x{_text[_position]:x2}";
}
