using System.Globalization;

namespace Cluster.TestKit.Crashes;

/// <summary>Where and how workers fail, and how many of them: what a test tells the workers' program through its environment.</summary>
/// <param name="Point">Where.</param>
/// <param name="Way">How.</param>
/// <param name="Traffic">What they work on.</param>
/// <param name="Most">How many fail; the others are as good as any worker.</param>
/// <param name="Tickets">A directory of the test's own, empty at first: a worker that fails takes a ticket there.</param>
internal sealed record FaultPlan(FaultPoint Point, FaultWay Way, FaultTraffic Traffic, int Most, string Tickets)
{
    /// <summary>Of the environment.</summary>
    internal const string Variable = "CLUSTER_TEST_FAULT";

    /// <summary>What the user's code calls in a worker, with a <see cref="FaultPoint"/> by its name; nothing is there in another process.</summary>
    internal const string HookName = "Cluster.TestKit.Crashes.Hook";

    private const char Separator = '|';

    /// <summary>How many have failed.</summary>
    internal int Taken => Directory.GetFiles(Tickets).Length;

    /// <summary>Null when there is none: nothing fails.</summary>
    internal static FaultPlan? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(Separator) is not [{ } point, { } way, { } traffic, { } most, { } tickets]) return null;
        return new FaultPlan(
            Enum.Parse<FaultPoint>(point), Enum.Parse<FaultWay>(way), Enum.Parse<FaultTraffic>(traffic), int.Parse(most, CultureInfo.InvariantCulture), tickets);
    }

    /// <summary>The value of <see cref="Variable"/>.</summary>
    internal string Encode() => string.Join(Separator, Point, Way, Traffic, Most.ToString(CultureInfo.InvariantCulture), Tickets);

    /// <summary>Whether one more may fail. Of several processes that ask at once each gets a ticket of its own, or none.</summary>
    internal bool TryTakeTicket()
    {
        for (int i = 0; i < Most; i++)
        {
            string path = Path.Combine(Tickets, i.ToString(CultureInfo.InvariantCulture));
            if (File.Exists(path)) continue;
            try
            {
                new FileStream(path, FileMode.CreateNew).Dispose();
                return true;
            }
            catch (IOException)
            {
                // Somebody else was faster.
            }
        }

        return false;
    }
}
