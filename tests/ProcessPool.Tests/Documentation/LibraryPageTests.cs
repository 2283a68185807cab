using System.Text.RegularExpressions;

namespace Cluster.Tests.Documentation;

/// <summary>What the pages on the library show compiles and runs: every block of C# is a part of the tests beside this one, or of a sample.</summary>
public sealed partial class LibraryPageTests
{
    private static readonly string[] Folders = ["tests/ProcessPool.Tests/Documentation", "samples"];

    [Theory]
    [InlineData("docs/library.md", 20)]
    [InlineData("README.md", 1)]
    public void Blocks_OfCSharp_AreInAFileThatIsCompiled(string page, int atLeast)
    {
        Match[] blocks = [.. Block().Matches(Repository.Read(page)).Cast<Match>()];
        Assert.True(blocks.Length >= atLeast, $"{page} has {blocks.Length} blocks of C#");
        string[] compiled = [.. Compiled().Select(static file => string.Join('\n', Lines(File.ReadAllText(file))))];
        foreach (Match block in blocks)
        {
            string wanted = string.Join('\n', Lines(block.Groups["code"].Value));
            Assert.True(compiled.Any(file => file.Contains(wanted, StringComparison.Ordinal)), $"{page} has a block that is nowhere compiled:\n{block.Groups["code"].Value}");
        }
    }

    // As they stand, but for the margin.
    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0);

    private static IEnumerable<string> Compiled() => Folders
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
