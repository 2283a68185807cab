using System.Text.RegularExpressions;

namespace Cluster.Tests.Documentation;

/// <summary>What the pages say is what the repository holds.</summary>
public sealed class ReadmeTests
{
    internal static readonly string Root = FindRoot(AppContext.BaseDirectory);

    [Fact]
    public void Results_InTheReadme_AreThoseOfTheFileThatItNames()
    {
        Match block = Regex.Match(Read("README.md"), @"<!-- results: (?<file>\S+) -->\n```text\n(?<text>.*?)```", RegexOptions.Singleline);
        Assert.True(block.Success);
        Assert.Equal(Read(block.Groups["file"].Value).TrimEnd(), block.Groups["text"].Value.TrimEnd());
    }

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere()
    {
        foreach (string page in Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)))
        {
            foreach (Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:)(?<to>[^)#]+)"))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups["to"].Value)), $"{page}: {link.Groups["to"].Value}");
        }
    }

    [Fact]
    public void Scripts_InTheReadme_Exist()
    {
        foreach (Match script in Regex.Matches(Read("README.md") + Read("CONTRIBUTING.md"), @"scripts/[a-z-]+\.sh"))
            Assert.True(File.Exists(Path.Combine(Root, script.Value)), script.Value);
    }

    [Fact]
    public void Decisions_HaveNumbersInARow()
    {
        string[] numbers = [.. Directory.EnumerateFiles(Path.Combine(Root, "docs/decisions"), "*.md").Select(path => Path.GetFileName(path)[..4]).Order()];
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(number => $"{number:0000}"), numbers);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cluster.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Cluster.sln is not above the tests");
    }
}
