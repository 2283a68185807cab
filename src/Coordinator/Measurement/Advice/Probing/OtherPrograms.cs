using System.Globalization;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>How much of the machine's cores others used while something was measured; what they used spoils it.</summary>
/// <remarks>From <c>/proc</c>, in ticks of 10 ms. Processes that this one has started count as its own once they were waited for.</remarks>
internal sealed class OtherPrograms
{
    private readonly (long All, long Own) _before = Read();

    /// <summary>Part of all cores since this was made; 0 where the system does not tell.</summary>
    internal double Share(TimeSpan elapsed)
    {
        const double TicksPerSecond = 100;
        (long all, long own) = Read();
        double others = (all - _before.All) - (own - _before.Own);
        return Math.Clamp(others / (elapsed.TotalSeconds * TicksPerSecond * Environment.ProcessorCount), 0, 1);
    }

    private static (long All, long Own) Read()
    {
        try
        {
            // cpu  user nice system idle iowait irq softirq steal …
            long[] all = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number)];
            // pid (name) state …: behind the name, user and system time are fields 12 and 13, those of children that were waited for follow.
            string own = File.ReadAllText("/proc/self/stat");
            long[] ticks = [.. own[(own.LastIndexOf(')') + 4)..].Split(' ').Skip(10).Take(4).Select(Number)];
            return (all[0] + all[1] + all[2] + all[5] + all[6] + all[7], ticks.Sum());
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return (0, 0);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
