using System.Diagnostics;

namespace Cluster.TestKit;

/// <summary>How long a test waits for what should happen at once.</summary>
/// <remarks>A limit on hanging, never a measurement: no test may depend on something happening within a shorter time.</remarks>
internal static class TestTimeouts
{
    /// <summary>Long enough for a machine that does ten other things; infinite under a debugger.</summary>
    internal static TimeSpan Unexpected { get; } = Debugger.IsAttached ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(30);

    /// <summary>Waits for <paramref name="task"/> within <see cref="Unexpected"/>.</summary>
    internal static Task OrTimeout(this Task task) => task.WaitAsync(Unexpected);

    /// <inheritdoc cref="OrTimeout(Task)"/>
    internal static Task<T> OrTimeout<T>(this Task<T> task) => task.WaitAsync(Unexpected);
}
