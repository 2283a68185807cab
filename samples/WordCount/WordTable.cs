using System.Buffers;
using System.Text;

namespace TextJobs;

/// <summary>How often each word occurs. A word is letters and digits, in small letters, with apostrophes inside: <c>don't</c>.</summary>
internal sealed class WordTable
{
    /// <summary>No word goes across these, and none of them is a part of a longer letter in UTF-8: where a text may be cut.</summary>
    internal static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f\v"u8);

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly StringBuilder _word = new();

    internal IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Counts the words of a text that begins and ends between words.</summary>
    internal void Count(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // What is not UTF-8 comes out as a mark that is no letter.
            Rune.DecodeFromUtf8(text, out Rune letter, out int length);
            text = text[length..];
            if (Rune.IsLetterOrDigit(letter)) _word.Append(Rune.ToLowerInvariant(letter).ToString());
            else if (IsInside(letter, text)) _word.Append('\'');
            else End();
        }

        End();
    }

    internal void Add(string word, long count) => _counts[word] = _counts.GetValueOrDefault(word) + count;

    private bool IsInside(Rune mark, ReadOnlySpan<byte> rest) =>
        mark.Value is '\'' or '’' && _word.Length > 0 && Rune.DecodeFromUtf8(rest, out Rune next, out _) == OperationStatus.Done && Rune.IsLetterOrDigit(next);

    private void End()
    {
        if (_word.Length == 0) return;
        Add(_word.ToString(), 1);
        _word.Clear();
    }
}
