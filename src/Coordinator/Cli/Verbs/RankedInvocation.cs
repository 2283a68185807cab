using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Ranks;
using Cluster.Faults;
using Cluster.Interop.Mpi;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>run</c> and <c>compare</c> with <c>--engine mpi</c>: rank 0 does what a single process does, with the others' help; they only listen to it.</summary>
internal static class RankedInvocation
{
    // The others kill their workers, which takes a fraction of a second, or have lost the way here.
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(2);

    internal static Task<int> InvokeAsync(RunSettings settings, bool compares, Terminal terminal)
    {
        if (Open(terminal) is not { } ranks) return Task.FromResult(ExitCode.BadUsage);
        return ranks.Rank == 0 ? LeadAsync(ranks, settings, compares, terminal) : FollowedRank.RunAsync(ranks, settings, LeaveLimit);
    }

    /// <summary>Whether a rank other than 0 is asked for something that it cannot do before it has met the others: rank 0, if it can, is to say so.</summary>
    internal static bool IsFollower(string[] arguments) =>
        Launcher.Rank > 0 && arguments.Zip(arguments.Skip(1)).Any(static pair => pair is ("--engine", "mpi"));

    /// <summary>Tells rank 0 what is wrong here, and waits for the end. Where all ranks are asked for the same, rank 0 has said it, and mpirun ends this one.</summary>
    internal static Task<int> RefuseAsync(ErrorLine line, Terminal terminal) => Open(terminal) is { } ranks
        ? FollowedRank.RefuseAsync(ranks, line, LeaveLimit)
        : Task.FromResult(ExitCode.BadUsage);

    // One line for a machine: rank 0 may be on another one, where nothing is wrong.
    private static MpiCommunicator? Open(Terminal terminal)
    {
        try
        {
            return new MpiCommunicator(MpiWorld.Start(MpiLibrary.Load()));
        }
        catch (MpiException ex)
        {
            var line = ErrorLine.Of(new UsageException("--engine mpi", ex.Message, "apt-get install openmpi-bin, on every host", ex));
            if (Launcher.RankOnHost is null or 0) terminal.Error.WriteLine(line.Text);
            return null;
        }
    }

    private static async Task<int> LeadAsync(ICommunicator ranks, RunSettings settings, bool compares, Terminal terminal)
    {
        using var lead = new RankLead(ranks) { Line = terminal.Error.WriteLine };
        int exitCode;
        try
        {
            exitCode = await JobInvocation.InvokeAsync(settings, compares, terminal, lead).ConfigureAwait(false);
        }
        catch (Exception ex)
        {
            // Said before the others hear of it: what ends them may end this process.
            ErrorLine line = ErrorLine.Of(ex);
            await terminal.Error.WriteLineAsync(line.Text).ConfigureAwait(false);
            if (settings.Verbose) await terminal.Error.WriteLineAsync(PrintableText.Lines(ex.ToString())).ConfigureAwait(false);
            exitCode = line.ExitCode;
        }

        // Who sends a signal to one rank sends it to all, and waits for none of them to say goodbye.
        if (!lead.IsStopped()) await lead.LeaveAsync(exitCode, LeaveLimit).ConfigureAwait(false);
        return exitCode;
    }
}
