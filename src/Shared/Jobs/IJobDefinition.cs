using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>A job that can be run: its name, its options, its inputs, and how to create it.</summary>
/// <remarks>Immutable; any thread.</remarks>
public interface IJobDefinition
{
    /// <summary>As on the command line: <c>column-sums</c>.</summary>
    string Name { get; }

    /// <summary>One line for lists.</summary>
    string Summary { get; }

    /// <summary>Where the workload comes from, and what is known of it.</summary>
    string Source { get; }

    IReadOnlyList<JobOption> Options { get; }

    /// <summary>The option that is the job's size; null for a job that has none.</summary>
    JobOption? SizeOption => Options.FirstOrDefault(static option => option.IsSize);

    /// <summary>Whether the job's results name an array, which <c>--output</c> writes. Known beforehand, so that nothing is computed in vain.</summary>
    bool HasArrayResult => false;

    /// <summary>The inputs that are generated when no file is given; empty for a job that needs none.</summary>
    /// <exception cref="JobParameterException">A parameter has a value that the job cannot work with.</exception>
    IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters);

    /// <summary>Null when <paramref name="layout"/> can be the job's input in place of a generated one; otherwise what is wrong and the remedy.</summary>
    string? RefuseInput(ArrayLayout layout);

    /// <summary>Whether a chunk sees its slices of an input file or all of it.</summary>
    /// <param name="parameters">Options of generated inputs have no value.</param>
    InputUse UseOfFile(JobParameters parameters) => InputUse.Sliced;

    /// <summary>Creates the job for the given inputs.</summary>
    /// <param name="parameters">Complete: every option has a value.</param>
    /// <param name="inputs">One layout per input, generated or from a file.</param>
    IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs);
}
