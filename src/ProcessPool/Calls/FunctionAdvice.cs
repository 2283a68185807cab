using Cluster.Dispatch;
using Cluster.Tasks.Functions;
using Microsoft.Extensions.Logging;

namespace Cluster.Calls;

/// <summary>Looks at each function that is submitted, once, for what it may be meant to do and will not.</summary>
/// <remarks>Any thread; the look is taken on another, since nobody should wait for it. Without a log nothing is looked at.</remarks>
internal sealed class FunctionAdvice(ILogger log)
{
    internal void Give(FunctionEntry function)
    {
        if (function.IsAdvised) return;
        function.IsAdvised = true;
        if (function.Submitted is { } submitted && log.IsEnabled(LogLevel.Warning)) _ = Task.Run(() => Look(function.Name, submitted));
    }

    private void Look(string name, SubmittedFunction submitted)
    {
        if (StaticWrites.Of(submitted.Method) is not [_, ..] written) return;
        log.StaticWrites(name, string.Join(", ", written));
    }
}
