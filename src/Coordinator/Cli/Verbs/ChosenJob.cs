using Cluster.Coordinator.Cli.Options;
using Cluster.Jobs;
using Cluster.OwnJobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>The job that stands behind a verb: a built-in one, or one of an assembly.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Typed">As it was written, and as a shell would take it again.</param>
internal sealed record ChosenJob(IJobDefinition Definition, string Typed)
{
    /// <summary>How one of an own assembly is named, for whoever named none that is known.</summary>
    internal const string OwnForm = "one of your own is named ./MyJobs.dll:Namespace.Type";

    /// <summary>The job of that name; null for a name that no job has.</summary>
    /// <exception cref="OwnJobException">It names an assembly, in which there is no such job.</exception>
    internal static ChosenJob? Find(string text)
    {
        if (!OwnJobName.IsOne(text)) return JobCatalog.Find(text) is { } known ? new ChosenJob(known, text) : null;
        OwnJobName name = OwnJobName.Parse(text);
        var assembly = OwnJobAssembly.Load(name.Path);
        if (name.Type is null) throw new OwnJobException(name.Path, "is an assembly and names no job", assembly.Suggestion(null));
        return new ChosenJob(Checked(assembly.Find(name.Type)), Quoted(text));
    }

    /// <summary>All jobs of an assembly.</summary>
    /// <exception cref="OwnJobException">There is none, or one of them is not what a job must be.</exception>
    internal static IReadOnlyList<ChosenJob> All(string path)
    {
        var assembly = OwnJobAssembly.Load(path);
        IReadOnlyList<OwnJob> jobs = assembly.Jobs();
        if (jobs.Count == 0) throw new OwnJobException(path, "has no jobs", assembly.Suggestion(null));
        return [.. jobs.Select(job => new ChosenJob(Checked(job), Quoted($"{path}:{job.Origin.Type}")))];
    }

    // A built-in job is held to this by a test.
    private static OwnJob Checked(OwnJob job)
    {
        var taken = RunOptions.AllNames();
        return job.Options.Select(static option => option.Name).Concat(job.Files.Select(static file => file.Option))
            .FirstOrDefault(name => taken.Contains($"--{name}")) is { } clash
            ? throw new OwnJobException(job.Subject, $"its option --{clash} is one that every run has", "give it another name")
            : job;
    }

    private static string Quoted(string text) => text.All(static letter => char.IsLetterOrDigit(letter) || "./_-+:~".Contains(letter))
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
