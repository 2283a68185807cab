using System.Diagnostics;

namespace Cluster.TestKit;

/// <summary>Waits for a condition that nothing announces: the end of a process, a directory that goes away.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <param name="reason">What is waited for; becomes the text of the failure.</param>
    /// <param name="condition">Asked again and again until it is true.</param>
    internal static async Task Async(string reason, Func<bool> condition)
    {
        long begin = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!condition())
        {
            if (TestTimeouts.Unexpected != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(begin) > TestTimeouts.Unexpected)
                Assert.Fail($"not within {TestTimeouts.Unexpected.TotalSeconds:0} s: {reason}");
            await timer.WaitForNextTickAsync();
        }
    }
}
