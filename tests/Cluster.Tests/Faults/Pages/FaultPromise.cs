using System.Globalization;

namespace Cluster.Tests.Faults.Pages;

/// <summary>A row of <c>promises.md</c>.</summary>
/// <param name="Number">By which tests name it in their traits.</param>
/// <param name="Section">The heading above it.</param>
/// <param name="Fault">What happens.</param>
/// <param name="Promise">What the user may rely on.</param>
/// <param name="Exception">Why no test covers it; empty where one has to.</param>
internal sealed record FaultPromise(int Number, string Section, string Fault, string Promise, string Exception)
{
    private const string Data = "tests/Cluster.Tests/Faults/Pages/promises.md";

    /// <summary>All of them, in order.</summary>
    internal static IReadOnlyList<FaultPromise> All { get; } = [.. Read()];

    private static IEnumerable<FaultPromise> Read()
    {
        string section = "";
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, Data)))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..];
            if (!line.StartsWith("| ", StringComparison.Ordinal)) continue;
            string[] cells = [.. line.Split('|').Select(static cell => cell.Trim())];
            yield return new FaultPromise(int.Parse(cells[1], CultureInfo.InvariantCulture), section, cells[2], cells[3], cells[4]);
        }
    }
}
