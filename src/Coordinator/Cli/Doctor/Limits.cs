using Cluster.Coordinator.Reporting.Health;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Interop;
using Cluster.Processes;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Limits of the kernel and of the shell.</summary>
internal static class Limits
{
    // Without workers the coordinator takes 160 descriptors and 15 threads; a worker takes 5 of its descriptors, and 8 threads.
    private const long Descriptors = 1024;
    private const long Processes = 1024;

    // A mapping for each segment; a runtime has some hundred of its own.
    private const long Maps = 65_530;

    internal static IEnumerable<Finding> Look()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        int wanted = new PoolOptions().SocketBuffer;
        if (SystemFile.Number("/proc/sys/net/core/wmem_max") is { } granted)
        {
            string what = $"net.core.wmem_max grants {Units.Bytes(granted)} of the {Units.Bytes(wanted)} that mode pipe asks for";
            yield return granted < wanted
                ? Finding.Note("socket buffer", what, $"sysctl -w net.core.wmem_max={wanted} makes it faster")
                : Finding.Ok("socket buffer", $"{Units.Bytes(wanted)} are granted");
        }

        string[] limits = (SystemFile.Read("/proc/self/limits") ?? "").Split('\n');
        yield return Limit(limits, "Max open files", "open files", "nofile", Descriptors);
        yield return Limit(limits, "Max processes", "processes", "nproc", Processes);
        StartRoom room = StartRoom.Now();
        if (room.Workers < Environment.ProcessorCount) yield return Short(room);
        if (ControlGroup.ProcessLimit is { } group)
        {
            string what = $"the control group allows {group} and has {ControlGroup.Processes ?? 0}";
            yield return group < Processes
                ? Finding.Note("processes, group", what, "a worker takes 8: raise pids.max for many workers")
                : Finding.Ok("processes, group", what);
        }

        if (SystemFile.Number("/proc/sys/vm/max_map_count") is { } maps)
        {
            yield return maps < Maps
                ? Finding.Note("mappings", $"at most {maps}", $"sysctl -w vm.max_map_count={Maps} allows many shared arrays")
                : Finding.Ok("mappings", $"at most {maps}");
        }
    }

    private static Finding Short(StartRoom room)
    {
        string what = $"there is room for {Units.Count(room.Workers, "worker", "workers")}: {room.Limit}";
        return room.Workers == 0
            ? Finding.Problem("room", what, "or use --mode threads")
            : Finding.Note("room", what, "or use --workers to match it");
    }

    // "Max open files            1024                 4096                 files"; the runtime raises the soft limit to the hard one.
    private static Finding Limit(string[] limits, string name, string subject, string setting, long least)
    {
        string? line = limits.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        string[] values = line is null ? [] : line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (values.Length == 0) return Finding.Note(subject, "the limit is not known", "run where /proc can be read");
        return long.TryParse(values[0], out long soft) && soft < least
            ? Finding.Note(subject, $"at most {soft}", $"ulimit settings for {setting} of {least} or more allow many workers")
            : Finding.Ok(subject, values[0] == "unlimited" ? "no limit" : $"at most {values[0]}");
    }
}
