using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>Two command lines for a job that can be pasted.</summary>
internal static class JobExamples
{
    internal static IReadOnlyList<string> Of(IJobDefinition job, string verb) =>
    [
        $"coordinator {verb} {job.Name}",
        $"coordinator {verb} {job.Name}{Smaller(job)} --workers 2 --json",
    ];

    // The first number of a job is its size: a hundredth of it is quick anywhere.
    private static string Smaller(IJobDefinition job)
    {
        foreach (JobOption option in job.Options)
            if (option.Default is long size) return $" --{option.Name} {Math.Max(1, size / 100)}";
        return "";
    }
}
