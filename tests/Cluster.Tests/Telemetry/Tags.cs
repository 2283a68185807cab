using System.Diagnostics;
using System.Globalization;

namespace Cluster.Tests.Telemetry;

internal static class Tags
{
    /// <summary>The tag of that name, which must be there.</summary>
    internal static string Word(this Activity activity, string name) =>
        Convert.ToString(activity.GetTagItem(name), CultureInfo.InvariantCulture) is { Length: > 0 } word
            ? word
            : throw new InvalidOperationException($"{activity.OperationName} has no tag {name}");
}
