using System.Globalization;
using System.Text;

namespace Cluster.Stress.Residues;

/// <summary>What <c>/proc</c> says about processes of this machine.</summary>
internal static class ProcessTable
{
    /// <summary>Process id of the parent; null when there is no such process.</summary>
    internal static int? ParentOf(int process) => Stat(process) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    /// <summary>Children of this process with their states; <c>Z</c> is a zombie.</summary>
    internal static IEnumerable<(int Id, string State)> Children()
    {
        string self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        foreach (int id in Ids())
            if (Stat(id) is { } stat && stat[1] == self) yield return (id, stat[0]);
    }

    /// <summary>Processes other than this one that were started with <paramref name="text"/> in their environment.</summary>
    internal static IEnumerable<int> Marked(string text)
    {
        byte[] mark = Encoding.UTF8.GetBytes(text);
        foreach (int id in Ids())
            if (id != Environment.ProcessId && Read($"/proc/{id}/environ").AsSpan().IndexOf(mark) >= 0) yield return id;
    }

    private static IEnumerable<int> Ids()
    {
        foreach (string path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) yield return id;
    }

    // State, parent … behind the name, which is in brackets and may hold anything.
    private static string[]? Stat(int process)
    {
        if (Read($"/proc/{process}/stat") is not { Length: > 0 } bytes) return null;
        string line = Encoding.UTF8.GetString(bytes);
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or another user's.
            return null;
        }
    }
}
