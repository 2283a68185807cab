using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>Two command lines for a job that can be pasted.</summary>
internal static class JobExamples
{
    internal static IReadOnlyList<string> Of(ChosenJob job, string verb) =>
    [
        $"coordinator {verb} {job.Typed}{Files(job.Definition)}",
        $"coordinator {verb} {job.Typed}{Files(job.Definition)}{Smaller(job.Definition)} --workers 2 --json",
    ];

    // A job that generates nothing has nothing to do without its files.
    private static string Files(IJobDefinition job) => job.Options.Any(static option => option.OfGeneratedInput || option.IsSize)
        ? ""
        : string.Concat(job.Files.Select(static file => $" --{file.Option} FILE"));

    // A hundredth of a job is quick anywhere.
    private static string Smaller(IJobDefinition job) =>
        job.SizeOption is { Default: long size } option ? $" --{option.Name} {Math.Max(1, size / 100)}" : "";
}
