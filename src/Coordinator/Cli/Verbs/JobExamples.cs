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

    // A hundredth of a job is quick anywhere.
    private static string Smaller(IJobDefinition job) =>
        job.SizeOption is { Default: long size } option ? $" --{option.Name} {Math.Max(1, size / 100)}" : "";
}
