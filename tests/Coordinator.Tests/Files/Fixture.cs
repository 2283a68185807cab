namespace Cluster.Coordinator.Files;

/// <summary>The files that make-fixtures.py wrote with NumPy, beside the test assembly.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    /// <summary>Lines of a text file, split at the first <paramref name="parts"/> - 1 spaces.</summary>
    public static IEnumerable<string[]> Lines(string name, int parts) => File.ReadLines(Path(name)).Select(line => line.Split(' ', parts));
}
