using Cluster.Jobs;
using Cluster.Numerics;

namespace TextJobs;

/// <summary>Counts the words of a text: what the coordinator needs to know before it runs anything.</summary>
/// <remarks><c>coordinator run ./WordCount.dll:TextJobs.WordCount --input book.txt</c></remarks>
public sealed class WordCount : IJobDefinition
{
    /// <inheritdoc/>
    public string Name => "word-count";

    /// <inheritdoc/>
    public string Summary => "the most frequent words of a text in UTF-8";

    /// <inheritdoc/>
    public string Source => "the first example of every map and reduce: Dean, Ghemawat, MapReduce (OSDI 2004)";

    /// <inheritdoc/>
    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("top", "how many words to show", 10L, Minimum: 1, Maximum: 100_000),
        new("minimum-length", "letters that a word must have to be shown", 1L, Minimum: 1),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<JobFile> Files { get; } = [new(JobFile.Input, "the text", Content: JobFileContent.Bytes)];

    /// <inheritdoc/>
    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) =>
        files.TryGetValue(JobFile.Input, out ArrayLayout? text)
            ? [JobInput.OfFile(JobFile.Input, text, InputUse.Sliced)]
            : throw new JobFileException(JobFile.Input, "is missing", "name a text in UTF-8");

    /// <inheritdoc/>
    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new WordCountJob(inputs[0], parameters.Integer("top"), parameters.Integer("minimum-length"));
}
