using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.OwnJobs;

/// <summary>A definition that somebody else wrote: what it says is read once and checked, and what it throws is told in its name.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class OwnJob : IJobDefinition
{
    private static OwnJob? _last;

    private readonly IJobDefinition _definition;

    /// <param name="definition">As its constructor left it.</param>
    /// <param name="origin">Where it was found.</param>
    /// <param name="subject">The job, as it was named.</param>
    /// <exception cref="OwnJobException">The definition is not what it must be.</exception>
    internal OwnJob(IJobDefinition definition, JobOrigin origin, string subject)
    {
        (_definition, Origin, Subject) = (definition, origin, subject);
        (Name, Summary) = (Asked("Name", () => definition.Name), Asked("Summary", () => definition.Summary));
        Source = Asked("Source", () => definition.Source) is { Length: > 0 } source ? source : Path.GetFileName(origin.Path);
        Options = Asked("Options", () => definition.Options.ToArray());
        Files = Asked("Files", () => definition.Files.ToArray());
        HasArrayResult = Asked<object>("HasArrayResult", () => definition.HasArrayResult) is true;
        if (DefinitionRules.Broken(this) is { } rule) throw new OwnJobException(subject, rule, "correct the definition");
    }

    public string Name { get; }

    public string Summary { get; }

    public string Source { get; }

    public IReadOnlyList<JobOption> Options { get; }

    public bool HasArrayResult { get; }

    public IReadOnlyList<JobFile> Files { get; }

    /// <summary>Where another process finds it.</summary>
    internal JobOrigin Origin { get; }

    /// <summary>As the user named it.</summary>
    internal string Subject { get; }

    /// <summary>In a worker: the very job that the coordinator has.</summary>
    /// <remarks>The session's thread only. A worker that gets the same job again does not load and compile it again.</remarks>
    /// <exception cref="OwnJobException">The assembly cannot be loaded any more, or is another one by now.</exception>
    internal static OwnJob Open(JobOrigin origin)
    {
        if (_last?.Origin == origin) return _last;
        var assembly = OwnJobAssembly.Load(origin.Path);
        if (assembly.Build != origin.Build)
            throw new OwnJobException(origin.Path, $"is another build ({assembly.Build}) than the coordinator has ({origin.Build})", "leave it alone while it runs, and run again");
        return _last = assembly.Find(origin.Type);
    }

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        JobInput[] inputs = Asked("DescribeInputs", () => _definition.DescribeInputs(parameters, files).ToArray());
        if (DefinitionRules.Broken(inputs, files) is { } rule) throw new OwnJobException(Subject, rule, "correct its DescribeInputs");
        return inputs;
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => Asked("Create", () => _definition.Create(parameters, inputs));

    /// <summary>Cuts the input, and sees to it that no chunk reaches beyond it.</summary>
    internal ChunkPlan Plan(IJob job, long? chunkSize, IReadOnlyList<JobInput> inputs)
    {
        ChunkPlan plan = Asked("Plan", () => job.Plan(chunkSize));
        return DefinitionRules.Broken(plan, inputs, job.Output) is { } rule ? throw new OwnJobException(Subject, rule, "correct its Plan") : plan;
    }

    // What its author says about a user's mistake passes as it is.
    private T Asked<T>(string member, Func<T> ask)
        where T : class
    {
        try
        {
            return ask() ?? throw new InvalidOperationException("there is none");
        }
        catch (Exception ex) when (ex is not (JobParameterException or JobFileException or OverflowException))
        {
            throw OwnJobException.Of(Subject, member, ex);
        }
    }
}
