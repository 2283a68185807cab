using Cluster.Coordinator.Files;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;

namespace Cluster.Coordinator.Execution;

/// <summary>A request whose every part has been checked: the job exists, its options fit, its input can be read.</summary>
/// <remarks>Made before any worker starts, so that bad input costs nothing and is named.</remarks>
internal sealed record PreparedJob(
    RunRequest Request, IJobDefinition Definition, JobParameters Parameters, IReadOnlyList<JobInput> Inputs, InputArray? File, IJob Job, ChunkPlan Plan)
{
    /// <summary>One line about the input.</summary>
    internal string InputDescription =>
        File?.Description ?? (Inputs.Count == 0 ? "none; every chunk generates its own numbers" : $"generated, {string.Join(" and ", Inputs.Select(input => input.Layout))}, seed {Request.Seed}");

    /// <summary>Whether a chunk's data, where it is sent, stays with the worker for the later stages of a repetition.</summary>
    internal bool IsResident => Job.IsIterative && Request.Resident;

    /// <summary>Whether a run has its workers from before its first repetition to after its last.</summary>
    internal bool KeepsWorkers(ExecutionMode mode) => mode == ExecutionMode.Sequential || Request.Lifetime == WorkerLifetime.Pool;

    /// <summary>Bytes of all inputs together.</summary>
    internal long InputBytes => Inputs.Sum(input => input.Layout.ByteLength);

    /// <exception cref="FileProblemException">The input cannot be used.</exception>
    /// <exception cref="JobParameterException">An option has a value that the job cannot work with.</exception>
    internal static PreparedJob Prepare(RunRequest request)
    {
        IJobDefinition definition = JobCatalog.Find(request.Job)
            ?? throw new ArgumentException($"job '{request.Job}' is not known; choose one of {string.Join(", ", JobCatalog.Names)}", nameof(request));
        JobParameters parameters = JobParameters.Complete(definition.Options, request.Options, request.Seed);
        if (request.InputPath is not null) parameters = WithoutGeneration(definition, request, parameters);
        InputArray? file = request.InputPath is null ? null : InputFile.Open(request.InputPath);
        IReadOnlyList<JobInput> inputs = file is null ? definition.DescribeInputs(parameters) : [FromFile(definition, parameters, file)];
        if (request.OutputPath is not null) NpyWriter.Check(request.OutputPath);

        ArrayLayout[] layouts = [.. inputs.Select(input => input.Layout)];
        IJob job = definition.Create(parameters, layouts);
        try
        {
            return new PreparedJob(request, definition, parameters, inputs, file, job, job.Plan(request.ChunkSize));
        }
        catch (OverflowException)
        {
            throw new JobParameterException("chunk-size", $"{request.ChunkSize} cuts the input into more than {int.MaxValue:N0} chunks; choose a larger one");
        }
    }

    // Of what a file holds, the options for generated input say nothing; to ignore one that was given would be to answer another question.
    private static JobParameters WithoutGeneration(IJobDefinition definition, RunRequest request, JobParameters parameters)
    {
        var values = new Dictionary<string, object>(parameters.Values, StringComparer.Ordinal);
        foreach (JobOption option in definition.Options.Where(option => option.OfGeneratedInput))
        {
            if (request.Options.ContainsKey(option.Name)) throw new JobParameterException(option.Name, "says how input is generated; leave it out, or leave --input out");
            values.Remove(option.Name);
        }

        return parameters with { Values = values };
    }

    private static JobInput FromFile(IJobDefinition definition, JobParameters parameters, InputArray file)
    {
        if (definition.RefuseInput(file.Layout) is string why) throw new FileProblemException(file.Path, $"cannot be the input of {definition.Name}", why);
        return new JobInput(Path.GetFileName(file.Path), file.Layout, definition.UseOfFile(parameters), Generator: null);
    }
}
