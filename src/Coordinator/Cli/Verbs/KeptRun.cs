using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.OwnJobs;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>A run that <c>--checkpoint</c> names a folder for.</summary>
internal static class KeptRun
{
    /// <summary>Opens the checkpoint, and refuses that of another run, before anything is generated; null if no folder was named.</summary>
    /// <exception cref="UsageException">What is computed in a chunk of this job is not all in its partial.</exception>
    /// <exception cref="FileProblemException">The checkpoint cannot be used, or a file cannot be read.</exception>
    /// <exception cref="OwnJobException">An assembly cannot be read.</exception>
    internal static CheckpointFile? Open(PreparedJob job, string? folder, CancellationToken cancellationToken)
    {
        if (folder is null) return null;
        if (job.Job.Counters > 0)
        {
            string what = $"{job.Definition.Name} counts in memory that chunks have in common, which no chunk alone gives back";
            throw new UsageException("--checkpoint", what, "leave it out");
        }

        var file = CheckpointFile.Open(folder, job.Definition.Name);
        try
        {
            file.Begin(RunFacts.Of(job, cancellationToken));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <param name="file">Open; null if there is none.</param>
    /// <param name="job">What is run.</param>
    /// <param name="store">Its arrays.</param>
    /// <param name="warn">Gets a line for the user, from any thread.</param>
    internal static Checkpoint? Continue(CheckpointFile? file, PreparedJob job, JobArrays store, Action<string> warn) =>
        file is null ? null : new Checkpoint(file, job.Plan, store.Output is { } output ? chunk => output.Of(job.Plan[chunk]) : null, warn);

    /// <summary>What there is for the next run, in words.</summary>
    internal static string Describe(Checkpoint checkpoint) =>
        $"{checkpoint.Kept:N0} chunks are kept in {checkpoint.Path}: continue with the same command";
}
