using Cluster.Coordinator.Files;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Execution;

/// <summary>A request whose every part has been checked: the job exists, its options fit, its files can be read and fit.</summary>
/// <remarks>Made before any worker starts, so that bad input costs nothing and is named. Owns the files until it is disposed.</remarks>
/// <param name="Request">What the user asked for.</param>
/// <param name="Definition">The job's.</param>
/// <param name="Parameters">Complete.</param>
/// <param name="Inputs">In the order in which the job sees them.</param>
/// <param name="Files">The opened files, by option.</param>
/// <param name="Job">Created for these inputs.</param>
/// <param name="Plan">Its chunks.</param>
internal sealed record PreparedJob(
    RunRequest Request, IJobDefinition Definition, JobParameters Parameters, IReadOnlyList<JobInput> Inputs,
    IReadOnlyDictionary<string, InputArray> Files, IJob Job, ChunkPlan Plan) : IDisposable
{
    /// <summary>One line about the input.</summary>
    internal string InputDescription
    {
        get
        {
            if (Inputs.Count == 0) return Job.Counters > 0 ? "none; chunks count" : "none; every chunk generates its own numbers";
            string generated = string.Join(" and ", Inputs.Where(input => input.File is null).Select(input => input.Layout));
            IEnumerable<string> files = Inputs.Select(FileOf).OfType<InputArray>().Select(file => file.Description);
            return string.Join("; ", generated.Length > 0 ? files.Prepend($"generated, {generated}, seed {Request.Seed}") : files);
        }
    }

    /// <summary>Whether a chunk's data, where it is sent, stays with the worker for the later stages of a repetition.</summary>
    internal bool IsResident => Job.IsIterative && Request.Resident;

    /// <summary>Whether a run has its workers from before its first repetition to after its last.</summary>
    internal bool KeepsWorkers(ExecutionMode mode) => mode == ExecutionMode.Sequential || Request.Lifetime == WorkerLifetime.Pool;

    /// <summary>Bytes of all inputs together.</summary>
    internal long InputBytes => Inputs.Sum(input => input.Layout.ByteLength);

    /// <exception cref="FileProblemException">A file cannot be used.</exception>
    /// <exception cref="JobFileException">A file is missing beside the others.</exception>
    /// <exception cref="JobParameterException">An option has a value that the job cannot work with.</exception>
    /// <exception cref="OwnJobException">A job of an own assembly is not what a job must be.</exception>
    internal static PreparedJob Prepare(RunRequest request) => Prepare(request, request.Definition ?? JobCatalog.Find(request.Job)
        ?? throw new ArgumentException($"job '{request.Job}' is not known; choose one of {string.Join(", ", JobCatalog.Names)}", nameof(request)));

    /// <summary>As above, for a job that need not be one of the catalog.</summary>
    internal static PreparedJob Prepare(RunRequest request, IJobDefinition definition) => Prepare(request, definition, static (_, path, content) => InputFile.Open(path, content));

    /// <summary>As above, with files that need not be of this machine.</summary>
    /// <param name="request">What the user asked for.</param>
    /// <param name="definition">The job's.</param>
    /// <param name="open">Opens a file: its option, its path, and what the job wants to see in it.</param>
    internal static PreparedJob Prepare(RunRequest request, IJobDefinition definition, Func<string, string, JobFileContent, InputArray> open)
    {
        JobParameters parameters = JobParameters.Complete(definition.Options, request.Options, request.Seed);
        if (request.OutputPath is not null) NpyWriter.Check(request.OutputPath);
        foreach (string option in request.Files.Keys)
            if (definition.Files.All(file => file.Option != option)) throw new JobParameterException(option, "not a file of this job");
        if (definition.Files.FirstOrDefault(file => file.ReplacesGenerated && request.Files.ContainsKey(file.Option)) is { } replacing)
            parameters = WithoutGeneration(definition, request, parameters, replacing);

        var files = new Dictionary<string, InputArray>(StringComparer.Ordinal);
        try
        {
            foreach ((string option, string path) in request.Files)
                files.Add(option, open(option, path, definition.Files.First(file => file.Option == option).Content));
            return Prepare(request, definition, parameters, files);
        }
        catch (Exception ex)
        {
            foreach (InputArray file in files.Values) file.Dispose();
            if (ex is JobFileException misfit && request.Files.TryGetValue(misfit.Option, out string? path))
                throw new FileProblemException($"--{misfit.Option} {path}", misfit.What, misfit.Remedy, ex);
            throw;
        }
    }

    /// <summary>The file that holds an input; null for one that is generated.</summary>
    internal InputArray? FileOf(JobInput input) => input.File is null ? null : Files[input.File];

    /// <exception cref="FileProblemException">A file was changed, replaced or removed since it was opened.</exception>
    internal void VerifyFilesUnchanged()
    {
        foreach (InputArray file in Files.Values) file.VerifyUnchanged();
    }

    public void Dispose()
    {
        foreach (InputArray file in Files.Values) file.Dispose();
    }

    private static PreparedJob Prepare(
        RunRequest request, IJobDefinition definition, JobParameters parameters, IReadOnlyDictionary<string, InputArray> files)
    {
        var layouts = files.ToDictionary(file => file.Key, file => file.Value.Layout);
        IReadOnlyList<JobInput> inputs = definition.DescribeInputs(parameters, layouts);
        IJob job = definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
        try
        {
            ChunkPlan plan = definition is OwnJob own ? own.Plan(job, request.ChunkSize, inputs) : job.Plan(request.ChunkSize);
            return new PreparedJob(request, definition, parameters, inputs, files, job, plan);
        }
        catch (OverflowException)
        {
            throw new JobParameterException("chunk-size", $"{request.ChunkSize} cuts the input into more than {int.MaxValue:N0} chunks; choose a larger one");
        }
    }

    // Of what a file holds, the options for generated input say nothing; to ignore one that was given would be to answer another question.
    private static JobParameters WithoutGeneration(IJobDefinition definition, RunRequest request, JobParameters parameters, JobFile file)
    {
        var values = new Dictionary<string, object>(parameters.Values, StringComparer.Ordinal);
        foreach (JobOption option in definition.Options.Where(option => option.OfGeneratedInput))
        {
            if (request.Options.ContainsKey(option.Name))
                throw new JobParameterException(option.Name, $"says how input is generated (leave it out, or leave --{file.Option} out)");
            values.Remove(option.Name);
        }

        return parameters with { Values = values };
    }
}
