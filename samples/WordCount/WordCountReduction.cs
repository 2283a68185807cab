using System.Buffers;
using Cluster.Jobs;

namespace TextJobs;

/// <summary>Puts the ends of neighbouring chunks together, and adds up the words in between.</summary>
internal sealed class WordCountReduction(long top, long minimumLength) : IReduction
{
    private readonly WordTable _words = new();

    // The text since the last white space: more than one chunk of it where a chunk has none.
    private readonly ArrayBufferWriter<byte> _open = new();

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        var part = new WordPartial(partial);
        _open.Write(part.Head);
        if (!part.HasWhiteSpace) return;
        Close();
        part.AddTo(_words);
        _open.Write(part.Tail);
    }

    public byte[]? CompleteStage()
    {
        Close();
        return null;
    }

    public JobResult Result
    {
        get
        {
            KeyValuePair<string, long>[] shown =
            [
                .. _words.Counts.Where(word => word.Key.Length >= minimumLength).OrderByDescending(static word => word.Value)
                    .ThenBy(static word => word.Key, StringComparer.Ordinal).Take((int)top),
            ];
            return new JobResult(
            [
                new ResultField("words", _words.Counts.Values.Sum()),
                new ResultField("distinct", (long)_words.Counts.Count),
                new ResultField("top", shown.Select(static word => word.Key).ToArray()),
                new ResultField("counts", shown.Select(static word => word.Value).ToArray()),
            ]);
        }
    }

    private void Close()
    {
        _words.Count(_open.WrittenSpan);
        _open.ResetWrittenCount();
    }
}
