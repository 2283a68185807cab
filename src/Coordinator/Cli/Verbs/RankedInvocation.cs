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

    /// <exception cref="UsageException">There is no MPI library.</exception>
    internal static Task<int> InvokeAsync(RunSettings settings, bool compares, Terminal terminal)
    {
        ICommunicator ranks = Open();
        return ranks.Rank == 0 ? LeadAsync(ranks, settings, compares, terminal) : FollowedRank.RunAsync(ranks, settings, LeaveLimit);
    }

    internal static ICommunicator Open()
    {
        try
        {
            return new MpiCommunicator(MpiWorld.Start(MpiLibrary.Load()));
        }
        catch (MpiException ex)
        {
            throw new UsageException("--engine mpi", ex.Message, "apt-get install openmpi-bin, on every host", ex);
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

        await lead.LeaveAsync(exitCode, LeaveLimit).ConfigureAwait(false);
        return exitCode;
    }
}
