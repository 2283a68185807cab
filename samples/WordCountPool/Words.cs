namespace WordCountPool;

/// <summary>Words, as runs of letters in small ones.</summary>
internal static class Words
{
    // A static method: that is what a worker can be told to run.
    internal static Dictionary<string, int> CountFile(string path)
    {
        var counts = new Dictionary<string, int>();
        foreach (string line in File.ReadLines(path))
        {
            for (int begin = 0; begin < line.Length;)
            {
                int end = begin;
                while (end < line.Length && char.IsLetter(line[end])) end++;
                if (end > begin)
                {
                    string word = line[begin..end].ToLowerInvariant();
                    counts[word] = counts.GetValueOrDefault(word) + 1;
                }

                begin = end + 1;
            }
        }

        return counts;
    }

    // Runs in this program, so it may be anything; it adds to what was combined so far, which nobody else has.
    internal static Dictionary<string, int> Add(Dictionary<string, int> all, Dictionary<string, int> more)
    {
        foreach ((string word, int count) in more) all[word] = all.GetValueOrDefault(word) + count;
        return all;
    }
}
