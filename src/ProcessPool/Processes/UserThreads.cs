using System.Globalization;
using Cluster.Interop;

namespace Cluster.Processes;

/// <summary>The threads of all processes of this process's user.</summary>
internal static class UserThreads
{
    /// <summary>How many there are, as far as <c>/proc</c> shows them.</summary>
    /// <remarks>Source: proc(5), <c>status</c>: the lines <c>Uid</c>, the real one first, and <c>Threads</c>.</remarks>
    internal static long Count()
    {
        string user = LinuxProcess.EffectiveUserId().ToString(CultureInfo.InvariantCulture);
        long threads = 0;
        foreach (string process in Directory.EnumerateDirectories("/proc"))
            if (char.IsAsciiDigit(process[^1])) threads += Of(Path.Combine(process, "status"), user);
        return threads;
    }

    private static long Of(string status, string user)
    {
        try
        {
            bool mine = false;
            foreach (string line in File.ReadLines(status))
            {
                if (line.StartsWith("Uid:", StringComparison.Ordinal)) mine = line.Split('\t')[1] == user;
                if (mine && line.StartsWith("Threads:", StringComparison.Ordinal)) return long.Parse(line.AsSpan(8), CultureInfo.InvariantCulture);
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Ended while we looked, or it is not ours to see.
        }

        return 0;
    }
}
