using Cluster.Jobs;
using Cluster.Numerics;

namespace TextJobs;

/// <summary>Counts the words of one range of bytes after the other.</summary>
/// <remarks>
/// A range begins and ends anywhere, in the middle of a word or of a letter. So a chunk counts what lies between its first white space and its last, and
/// hands on the two ends as they are; the reduction, which gets the chunks in order, puts them together.
/// <code>
///   … the qui|ck brown fox jum|ps over …
///             ↑ head            ↑ tail of the chunk in the middle: "ck" and "jum"
/// </code>
/// </remarks>
internal sealed class WordCountJob(ArrayLayout text, long top, long minimumLength) : IJob
{
    // Every worker has room for a partial, which may have to be thrice as large, see PartialSize; and no message may be above 1 GiB.
    private const long DefaultChunk = 1 << 20;
    private const long LargestChunk = 256 << 20;

    public ChunkPlan Plan(long? chunkSize)
    {
        long size = ChunkSizes.Choose(text.Slices, chunkSize, DefaultChunk);
        if (size > LargestChunk) throw new JobParameterException("chunk-size", $"{size}: must be at most {LargestChunk}");
        return ChunkPlan.Contiguous(text.Slices, size);
    }

    // The most is what words of one letter take: two bytes of text, or one at an end, become a letter, its length and its count. In small letters a
    // text may take half as much again, and of a word of several letters the rest pays for that.
    public int PartialSize(in Chunk chunk) => checked(WordPartial.HeaderSize + (3 * (int)chunk.Count));

    public int PartialLength(ReadOnlySpan<byte> partial) => WordPartial.LengthOf(partial);

    public void Map(in MapContext context, Span<byte> partial)
    {
        ReadOnlySpan<byte> bytes = context.Inputs[0].Bytes(0, (int)context.Chunk.Count);
        int first = bytes.IndexOfAny(WordTable.WhiteSpace);
        if (first < 0)
        {
            WordPartial.Write(partial, bytes, hasWhiteSpace: false, tail: [], new WordTable());
            return;
        }

        int last = bytes.LastIndexOfAny(WordTable.WhiteSpace);
        var words = new WordTable();
        words.Count(bytes[first..last]);
        WordPartial.Write(partial, bytes[..first], hasWhiteSpace: true, bytes[(last + 1)..], words);
    }

    public IReduction StartReduction(ChunkPlan plan) => new WordCountReduction(top, minimumLength);
}
