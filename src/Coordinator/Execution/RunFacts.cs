using System.Globalization;
using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Files;
using Cluster.Jobs;
using Cluster.OwnJobs;
using Cluster.Protocol;

namespace Cluster.Coordinator.Execution;

/// <summary>What the partials of a run depend on: two runs with the same facts yield the same bytes for every chunk.</summary>
/// <remarks>
/// Mode, workers, schedule, batch, codec and lifetime are not among them; the results of all of those are the same. What is dear to find
/// out comes last: files are read from start to end, since a time of writing can be set to anything. It counts all the same: of a file
/// that was written to while it was read, and put back, the content says nothing.
/// </remarks>
internal static class RunFacts
{
    /// <summary>Found out one by one, as they are asked for.</summary>
    /// <exception cref="FileProblemException">A file cannot be read to its end.</exception>
    /// <exception cref="OwnJobException">An assembly cannot be read.</exception>
    internal static IEnumerable<RunFact> Of(PreparedJob job, CancellationToken cancellationToken) =>
        OfRequest(job).Concat(OfFiles(job, cancellationToken));

    /// <summary>Those of them that are not in the files.</summary>
    /// <exception cref="OwnJobException">An assembly cannot be read.</exception>
    internal static IEnumerable<RunFact> OfRequest(PreparedJob job) => OfCode(job).Concat(OfOptions(job)).Concat(OfShapes(job));

    private static IEnumerable<RunFact> OfCode(PreparedJob job)
    {
        yield return new RunFact("job", job.Definition.Name);
        if (job.Definition is OwnJob own)
        {
            yield return new RunFact("type", own.Origin.Type);
            foreach ((string name, Guid build) in OwnJobBuilds.Read(own.Origin.Path))
                yield return new RunFact($"the build of {name}", $"{build:n}");
        }

        yield return new RunFact("the build of the program", $"{ProtocolVersion.BuildId:n}");
    }

    private static IEnumerable<RunFact> OfOptions(PreparedJob job)
    {
        foreach (JobOption option in job.Definition.Options)
        {
            object value = job.Parameters.Values.GetValueOrDefault(option.Name) ?? "left out";
            yield return new RunFact($"--{option.Name}", Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        yield return new RunFact("--seed", job.Request.Seed.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<RunFact> OfShapes(PreparedJob job)
    {
        foreach (JobInput input in job.Inputs)
        {
            string origin = input.File is null ? "generated" : $"--{input.File}";
            yield return new RunFact($"input {input.Name}", $"{input.Layout}, {input.Use}, {origin}");
        }

        if (job.Job.Output is { } output) yield return new RunFact("output", $"{output}");
        ChunkPlan plan = job.Plan;
        yield return new RunFact("--chunk-size", plan.Size.ToString(CultureInfo.InvariantCulture));
        yield return new RunFact("chunks", $"{plan.Count} of {plan.Total} slices, {(plan.IsStrided ? "strided" : "contiguous")}");
    }

    private static IEnumerable<RunFact> OfFiles(PreparedJob job, CancellationToken cancellationToken)
    {
        foreach ((string option, InputArray file) in job.Files.OrderBy(static file => file.Key, StringComparer.Ordinal))
        {
            InputFileIdentity identity = file.Identity;
            yield return new RunFact($"the length of --{option}", $"{identity.Length} bytes");
            yield return new RunFact($"the content of --{option}", ContentHash.Of(file, cancellationToken));
            yield return new RunFact($"the time of --{option}", identity.Modified.ToString("O", CultureInfo.InvariantCulture));
        }
    }
}
