using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Tests.Workloads;

/// <summary>What a job says to files, before anything of them is read but the header.</summary>
internal static class FileRefusal
{
    /// <summary>The complaint about <c>--input</c>; null if the job takes it.</summary>
    public static string? Of(IJobDefinition definition, ArrayLayout input) => Of(definition, [], (JobFile.Input, input));

    /// <summary>The complaint about the first file that is missing or does not fit; null if the job takes them all.</summary>
    public static string? Of(
        IJobDefinition definition, (string Name, object Value)[] options, params (string Option, ArrayLayout Layout)[] files)
    {
        var given = options.ToDictionary(option => option.Name, option => option.Value);
        JobParameters parameters = JobParameters.Complete(definition.Options, given, seed: 0);
        var layouts = files.ToDictionary(file => file.Option, file => file.Layout);
        try
        {
            IReadOnlyList<JobInput> inputs = definition.DescribeInputs(parameters, layouts);
            Assert.All(layouts, file => Assert.Equal(file.Value, inputs.Single(input => input.File == file.Key).Layout));
            definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
            return null;
        }
        catch (JobFileException ex)
        {
            Assert.Contains(definition.Files, file => file.Option == ex.Option);
            Assert.Equal($"--{ex.Option}: {ex.What} ({ex.Remedy})", ex.Message);
            return ex.Message;
        }
    }
}
