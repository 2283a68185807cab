using System.Globalization;
using Cluster.Coordinator.Reporting.Health;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>How many workers can compute at a time.</summary>
internal static class Processor
{
    internal static IEnumerable<Finding> Look()
    {
        int usable = Environment.ProcessorCount;
        int online = Online() ?? usable;
        string what = $"{usable} of {online} logical cores can be used";
        if (usable < online)
            yield return Finding.Note("cores", $"{what}: an affinity mask or a container limits this process", "workers beyond that take turns");
        else if (usable == 1) yield return Finding.Note("cores", "one core: workers take turns", "measure on a machine with more");
        else yield return Finding.Ok("cores", what);

        if (Quota() is not { } cores) yield break;
        string grant = string.Create(CultureInfo.InvariantCulture, $"the control group grants {cores:0.##} cores");
        yield return Finding.Note("cpu quota", grant, "use --workers to match it, or raise cpu.max");
    }

    private static int? Online()
    {
        int count = 0;
        foreach (string part in (SystemFile.Read("/sys/devices/system/cpu/online") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (!int.TryParse(ends[0], out int first) || !int.TryParse(ends[^1], out int last)) return null;
            count += last - first + 1;
        }

        return count > 0 ? count : null;
    }

    // "max 100000" or "150000 100000": microseconds of processor time per period.
    private static double? Quota()
    {
        string[] parts = (SystemFile.ControlGroup("cpu.max", "cpu/cpu.cfs_quota_us") ?? "").Split(' ');
        if (!double.TryParse(parts[0], CultureInfo.InvariantCulture, out double quota) || quota <= 0) return null;
        double? period = parts.Length > 1
            ? double.Parse(parts[1], CultureInfo.InvariantCulture)
            : SystemFile.Number("/sys/fs/cgroup/cpu/cpu.cfs_period_us");
        return quota / (period ?? 100_000);
    }
}
