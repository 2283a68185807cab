namespace Cluster.Coordinator.Files;

/// <summary>Finds out whether cells are separated by commas, semicolons or tabs.</summary>
internal static class CsvSeparator
{
    /// <summary>The first lines decide; this many bytes are looked at.</summary>
    private const int Sample = 64 * 1024;

    // In this order: a semicolon between cells goes with commas inside numbers, never the other way round.
    private static readonly char[] Candidates = [';', '\t', ','];

    /// <summary>Looks at the beginning of the file and goes back to it.</summary>
    public static char Detect(Stream stream)
    {
        byte[] buffer = new byte[Math.Min(Sample, stream.Length)];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return Detect(buffer.AsSpan(0, length));
    }

    /// <summary>The separator that occurs equally often, outside of quotes, in the first two lines that are not blank.</summary>
    public static char Detect(ReadOnlySpan<byte> text)
    {
        // A byte order mark before a blank line does not make it a line with something in it.
        text = text.TrimStart<byte>([0xEF, 0xBB, 0xBF, 0xFE, 0xFF]);
        int[] first = Count(ref text);
        int[] second = Count(ref text);
        bool single = second.Length == 0;
        for (int candidate = 0; candidate < first.Length; candidate++)
        {
            if (first[candidate] > 0 && (single || first[candidate] == second[candidate])) return Candidates[candidate];
        }

        // Rows of different lengths are an error, to be told about the separator that is there.
        int most = first.Length == 0 ? 0 : first.Max();
        return most == 0 ? ',' : Candidates[Array.LastIndexOf(first, most)];
    }

    /// <summary>Takes one line that is not blank off the text; nothing when there is none.</summary>
    private static int[] Count(ref ReadOnlySpan<byte> text)
    {
        int[] counts = new int[Candidates.Length];
        bool quoted = false, blank = true;
        for (int index = 0; index < text.Length; index++)
        {
            char character = (char)text[index];
            if (character is '\n' or '\r' && !quoted)
            {
                if (blank) continue;
                text = text[index..];
                return counts;
            }
            if (character == '"') quoted = !quoted;
            if (!quoted && Array.IndexOf(Candidates, character) is >= 0 and var candidate) counts[candidate]++;
            blank &= character == '\0' || char.IsWhiteSpace(character);
        }
        text = [];
        return blank ? [] : counts;
    }
}
