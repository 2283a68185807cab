using System.Globalization;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>Spans of time as people write them: <c>90</c>, <c>90s</c>, <c>1.5m</c>, <c>500ms</c>, <c>2h</c>, <c>00:01:30</c>.</summary>
internal static class Duration
{
    // The longest a timer can wait is 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    internal static bool TryParse(string text, out TimeSpan duration)
    {
        // With one colon it could be hours or minutes.
        if (text.AsSpan().Count(':') == 2)
            return TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out duration) && IsSensible(duration);

        (string number, double seconds) = text switch
        {
            [.. var head, 'm', 's'] => (head, 0.001),
            [.. var head, 's'] => (head, 1.0),
            [.. var head, 'm'] => (head, 60.0),
            [.. var head, 'h'] => (head, 3600.0),
            _ => (text, 1.0),
        };
        duration = default;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)) return false;
        // Also not a number, and the infinities, which are read whatever the style says.
        if (!(value >= 0 && value * seconds <= Longest.TotalSeconds)) return false;
        duration = TimeSpan.FromSeconds(value * seconds);
        return IsSensible(duration);
    }

    private static bool IsSensible(TimeSpan duration) => duration > TimeSpan.Zero && duration <= Longest;
}
