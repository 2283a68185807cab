using Cluster;
using WordCountPool;

// Counts the words of texts, a text per task:   WordCountPool docs/*.md
// What travels to the workers are paths, not texts: each reads its own, and only counts come back.
if (args.Length == 0)
{
    Console.Error.WriteLine("error: no texts: name some files (docs/*.md)");
    return 2;
}

await using ProcessPool pool = await ProcessPool.StartAsync();

// Combined here, in the order of the inputs, while the workers are at the next texts.
Dictionary<string, int> words = await pool.MapReduceAsync(Words.CountFile, args.Select(Path.GetFullPath), Words.Add);

Console.WriteLine($"{words.Values.Sum()} words, {words.Count} different, in {args.Length} texts");
foreach ((string word, int count) in words.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Take(10))
    Console.WriteLine($"{count,6} {word}");
return 0;
