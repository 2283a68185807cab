namespace Cluster.Coordinator.Cli.Ending;

/// <summary>A call that takes its time: it shows how far it has come, can be ended early, and says then what was done.</summary>
/// <param name="terminal">Where that is shown and said.</param>
/// <param name="timeout">Its time limit; null for none.</param>
/// <param name="quiet">Nothing is shown.</param>
/// <param name="now">What is going on, and how much of it is done, from 0 to 1; asked from any thread.</param>
/// <param name="describe">What was done so far, in words; asked from any thread.</param>
/// <param name="isRank">Whether <c>mpirun</c> started this process.</param>
internal sealed class LongCall(
    Terminal terminal, TimeSpan? timeout, bool quiet, Func<(string What, double Fraction)> now, Func<string> describe, bool isRank = false)
{
    /// <summary>Does the work and returns its exit code, or that of the wish to end.</summary>
    /// <param name="work">Gets the line to remove before it writes anything, and what ends it.</param>
    internal async Task<int> RunAsync(Func<ProgressLine, Interruption, Task<int>> work)
    {
        using var line = new ProgressLine(terminal, now, quiet);
        using var interruption = new Interruption(timeout, reason =>
        {
            line.Dispose();
            terminal.Error.WriteLine(reason.Line(describe()));
            Environment.Exit(reason.ExitCode);
        }, isRank);
        try
        {
            return await work(line, interruption).ConfigureAwait(false);
        }
        catch (Exception) when (interruption.Reason is not null)
        {
            // Whatever it was, it came after the wish to end, and from it.
            line.Dispose();
            await terminal.Error.WriteLineAsync(interruption.Reason.Line(describe())).ConfigureAwait(false);
            return interruption.Reason.ExitCode;
        }
    }
}
