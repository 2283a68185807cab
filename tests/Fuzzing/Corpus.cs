using System.Reflection;
using System.Text;

namespace Cluster.Fuzzing;

/// <summary>The inputs that are kept with the code: valid ones, and those that have done harm somewhere.</summary>
/// <remarks>
/// A file of the ending <c>.hex</c> is bytes in hexadecimal, with white space between and comments behind <c>#</c>; any other is the input
/// itself.
/// <c>x32</c> behind a piece repeats it.
/// </remarks>
internal static class Corpus
{
    internal static IReadOnlyList<byte[]> Of(string target)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var inputs = new List<byte[]>();
        foreach (string name in assembly.GetManifestResourceNames().Where(name =>
            name.StartsWith($"{target}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            inputs.Add(name.EndsWith(".hex", StringComparison.Ordinal) ? Parse(Encoding.UTF8.GetString(content)) : content);
        }

        return inputs.Count > 0 ? inputs : throw new InvalidOperationException($"the corpus has nothing for {target}");
    }

    private static byte[] Parse(string text)
    {
        var bytes = new List<byte>();
        byte[] piece = [];
        foreach (string line in text.Split('\n'))
        {
            foreach (string word in line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (word[0] == 'x')
                {
                    for (int i = int.Parse(word[1..], System.Globalization.CultureInfo.InvariantCulture); i > 1; i--) bytes.AddRange(piece);
                    continue;
                }

                piece = Convert.FromHexString(word);
                bytes.AddRange(piece);
            }
        }

        return [.. bytes];
    }
}
