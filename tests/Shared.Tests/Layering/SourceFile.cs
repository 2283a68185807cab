using System.Text.RegularExpressions;

namespace Cluster.Tests.Layering;

/// <summary>A file of the product: its path below <c>src</c>, and its code without comments and the insides of strings.</summary>
internal sealed partial record SourceFile(string Path, string Code)
{
    /// <summary>Every file below <c>src</c>.</summary>
    internal static IReadOnlyList<SourceFile> All { get; } = Read();

    /// <summary>Project and first folder: <c>Shared/Memory</c>.</summary>
    internal string Folder => string.Join('/', Path.Split('/')[..^1].Take(2));

    internal bool Mentions(string pattern) => Regex.IsMatch(Code, pattern, RegexOptions.Multiline);

    private static List<SourceFile> Read()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "Cluster.sln"))) root = root.Parent ?? throw new DirectoryNotFoundException("Cluster.sln");
        string source = System.IO.Path.Combine(root.FullName, "src");
        return [.. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(System.IO.Path.GetRelativePath(source, path).Replace('\\', '/'), Strip(File.ReadAllText(path))))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string Strip(string text) => PlainString().Replace(Comment().Replace(text, ""), "\"\"");

    // Not what follows "http:" in a string; a block comment is not used in this project.
    [GeneratedRegex(@"(?<!:)//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![$@""])""(?:\\.|[^""\\\n])*""(?!"")")]
    private static partial Regex PlainString();
}
