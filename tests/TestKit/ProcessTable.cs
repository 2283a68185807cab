using System.Globalization;

namespace Cluster.TestKit;

/// <summary>What the system knows of processes. Linux.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process is there and not just waiting to be waited for.</summary>
    internal static bool IsRunning(int processId) => Fields(processId) is [var state, ..] && state is not ("Z" or "X");

    /// <summary>Whether it is a child of this process, ended or not. Numbers are given again, also to threads.</summary>
    internal static bool IsChild(int processId) => Fields(processId) is [_, var parent, ..] && parent == Own;

    /// <summary>Children of this process, ended or not.</summary>
    internal static IReadOnlyList<int> Children() => [.. Ids().Where(IsChild)];

    /// <summary>Children of a process, their children, and so on.</summary>
    internal static IReadOnlyList<int> Descendants(int processId)
    {
        ILookup<string, int> children = Ids().Select(static id => (Id: id, Fields: Fields(id))).Where(static one => one.Fields.Length > 1).ToLookup(static one => one.Fields[1], static one => one.Id);
        var found = new List<int>();
        var next = new Queue<int>([processId]);
        while (next.TryDequeue(out int parent))
        {
            foreach (int child in children[parent.ToString(CultureInfo.InvariantCulture)])
            {
                found.Add(child);
                next.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Whether it was halted by a signal.</summary>
    internal static bool IsStopped(int processId) => Fields(processId) is ["T", ..];

    /// <summary>What its first thread is at, in the kernel's letter: R for running or about to, S for asleep; a space where there is none.</summary>
    internal static char StateOf(int processId) => Fields(processId) is [[var state], ..] ? state : ' ';

    /// <summary>Children of this process that have ended and that nobody has waited for.</summary>
    internal static IReadOnlyList<int> Zombies() =>
        [.. Ids().Where(static id => Fields(id) is ["Z", var parent, ..] && parent == Own)];

    private static string Own => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<int> Ids()
    {
        foreach (string path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int id)) yield return id;
    }

    // Behind the name, which is in brackets and may hold anything: state, parent …
    private static string[] Fields(int processId)
    {
        try
        {
            string line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
