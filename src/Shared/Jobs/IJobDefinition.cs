using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>A job that can be run: its name, its options, its inputs, and how to create it.</summary>
/// <remarks>
/// Immutable; any thread. One in an assembly of its own is created by its public constructor without parameters, in the coordinator and again in every
/// worker; see <c>docs/adding-a-job.md</c>.
/// </remarks>
public interface IJobDefinition
{
    /// <summary>As on the command line: <c>column-sums</c>.</summary>
    string Name { get; }

    /// <summary>One line for lists.</summary>
    string Summary { get; }

    /// <summary>Where the workload comes from, and what is known of it.</summary>
    string Source { get; }

    /// <summary>What the command line offers beside the options of every run; no name twice, and none of a run's.</summary>
    IReadOnlyList<JobOption> Options { get; }

    /// <summary>The option that is the job's size; null for a job that has none.</summary>
    JobOption? SizeOption => Options.FirstOrDefault(static option => option.IsSize);

    /// <summary>Whether the job's results name an array, which <c>--output</c> writes. Known beforehand, so that nothing is computed in vain.</summary>
    bool HasArrayResult => false;

    /// <summary>The files that it can read; empty for a job that reads none.</summary>
    IReadOnlyList<JobFile> Files => [];

    /// <summary>
    /// The inputs of a run, in the order in which <see cref="IJob.Map"/> sees them: what the given files hold, and what is generated for
    /// want of others. Empty for a job that needs none.
    /// </summary>
    /// <param name="parameters">Beside a file that replaces generated input, the options of generated input have no value.</param>
    /// <param name="files">What the files hold that were given, by option; each is one of <see cref="Files"/>.</param>
    /// <exception cref="JobParameterException">A parameter has a value that the job cannot work with.</exception>
    /// <exception cref="JobFileException">A file is missing beside the others, or cannot be an input.</exception>
    IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files);

    /// <summary>Creates the job for the given inputs.</summary>
    /// <param name="parameters">Complete: every option has a value.</param>
    /// <param name="inputs">One layout per input, generated or from a file.</param>
    /// <exception cref="JobParameterException">A parameter has a value that the job cannot work with.</exception>
    /// <exception cref="JobFileException">The inputs do not fit each other.</exception>
    IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs);
}
