using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.OwnJobs;

/// <summary>What the built-in jobs keep to because tests hold them to it, and somebody else's may not. Each answer is what is wrong, or null.</summary>
internal static class DefinitionRules
{
    internal static string? Broken(IJobDefinition definition)
    {
        if (!IsWord(definition.Name)) return $"its Name, '{definition.Name}', is not one of small letters, digits and dashes";
        if (definition.Options.Any(static option => option is null) || definition.Files.Any(static file => file is null)) return "an option or a file is null";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in definition.Options.Select(static option => option.Name).Concat(definition.Files.Select(static file => file.Option)))
        {
            if (!IsWord(name)) return $"option '{name}' is not named with small letters, digits and dashes";
            if (!names.Add(name)) return $"option --{name} is there twice";
        }

        if (definition.Options.Select(Broken).FirstOrDefault(static rule => rule is not null) is { } broken) return broken;
        return definition.Options.Count(static option => option.IsSize) > 1 ? "more than one option is its size" : null;
    }

    internal static string? Broken(IReadOnlyList<JobInput> inputs, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        foreach (JobInput input in inputs)
        {
            if (input?.Layout is null) return "an input has no layout";
            if (input.Use is not (InputUse.Sliced or InputUse.Broadcast)) return $"input '{input.Name}' is neither sliced nor broadcast";
            if (input.File is { } file && files.GetValueOrDefault(file) != input.Layout) return $"input '{input.Name}' is not what file --{file} holds";
            if (input.File is not null) continue;
            if (input.Generator is null) return $"input '{input.Name}' has neither a file nor a generator";
            if (input.Layout.Type != ElementType.Float64) return $"input '{input.Name}' is generated and not of f8";
        }

        return null;
    }

    // What a view shows follows from the plan alone, and nobody looks again: a chunk beyond the input would be a chunk of other memory.
    internal static string? Broken(ChunkPlan plan, IReadOnlyList<JobInput> inputs, ArrayLayout? output)
    {
        if (inputs.FirstOrDefault(input => input.Use == InputUse.Sliced && input.Layout.Slices != plan.Total) is { } other)
            return $"its plan has {plan.Total:N0} slices, input '{other.Name}' has {other.Layout.Slices:N0}";
        if (output is null) return null;
        if (plan.IsStrided) return "its plan is strided, so that chunks have no adjacent slices of the output";
        return output.Slices == plan.Total ? null : $"its plan has {plan.Total:N0} slices, its output has {output.Slices:N0}";
    }

    private static string? Broken(JobOption option)
    {
        if (option.Default is not (long or double or string)) return $"the default of --{option.Name} is a {option.Default?.GetType().Name ?? "null"}, not a long, a double or a string";
        if (option.Refuse(option.Default) is { } why) return $"the default of --{option.Name}, {option.Default}, is not allowed: it {why}";
        if (option.Bare is not null && option.Refuse(option.Bare) is { } bare) return $"--{option.Name} alone means {option.Bare}, which is not allowed: it {bare}";
        return option is { IsSize: true, Default: not long } ? $"--{option.Name} is the size and not a whole number" : null;
    }

    private static bool IsWord(string? text) =>
        text is [>= 'a' and <= 'z', ..] && text.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
