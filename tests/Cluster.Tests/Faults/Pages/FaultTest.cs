using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Tests.Faults.Pages;

/// <summary>A test, or a class of tests, that says of itself which fault it covers: by <c>[Trait("Fault", "17")]</c>, found in the sources of all test projects.</summary>
/// <param name="Number">Of the fault.</param>
/// <param name="Name">Class and method, or the class.</param>
/// <param name="Path">Of its file, from the root of the checkout.</param>
internal sealed partial record FaultTest(int Number, string Name, string Path)
{
    /// <summary>All of them, by name and path: file systems list what they have in an order of their own.</summary>
    internal static ILookup<int, FaultTest> ByNumber { get; } = Directory
        .EnumerateFiles(System.IO.Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(Find).Distinct().OrderBy(static test => test.Name, StringComparer.Ordinal).ThenBy(static test => test.Path, StringComparer.Ordinal)
        .ToLookup(static test => test.Number);

    // Traits stand before what they belong to, among other attributes.
    private static IEnumerable<FaultTest> Find(string file)
    {
        string path = System.IO.Path.GetRelativePath(Repository.Root, file);
        string type = "";
        var pending = new List<int>();
        foreach (string line in File.ReadLines(file))
        {
            foreach (Match trait in Traits().Matches(line)) pending.Add(int.Parse(trait.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            string? name = null;
            if (Types().Match(line) is { Success: true } declared) name = type = declared.Groups[1].Value;
            else if (Methods().Match(line) is { Success: true } method) name = $"{type}.{method.Groups[1].Value}";
            if (name is null) continue;
            foreach (int number in pending) yield return new FaultTest(number, name, path);
            pending.Clear();
        }
    }

    [GeneratedRegex("""Trait\("Fault", "(\d+)"\)""")]
    private static partial Regex Traits();

    [GeneratedRegex(@"^\s*(?:public|internal)\s[\w\s]*\bclass\s+(\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"^\s*(?:public|internal)\s[^=;(]*?\b(\w+)(?:<\w+>)?\(")]
    private static partial Regex Methods();
}
