using System.CommandLine;
using System.Globalization;
using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>A job's own options as options of its subcommand.</summary>
internal sealed class JobOptions(IJobDefinition definition)
{
    private readonly Option<object?>[] _options = [.. definition.Options.Select(Create)];

    internal IReadOnlyList<Option> All => _options;

    /// <summary>The values that were given, by name without dashes.</summary>
    internal Dictionary<string, object> Read(ParseResult parsed)
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        for (int i = 0; i < _options.Length; i++)
            if (parsed.GetValue(_options[i]) is { } value) given.Add(definition.Options[i].Name, value);
        return given;
    }

    /// <summary>What a value may be, in words: <c>from 1 upwards</c>.</summary>
    internal static string? Range(JobOption option) => option switch
    {
        { Choices: { } choices } => string.Join(" or ", choices),
        { Minimum: > double.MinValue, Maximum: < double.MaxValue } => $"{Show(option.Minimum)} to {Show(option.Maximum)}",
        { Minimum: > double.MinValue } => $"from {Show(option.Minimum)} upwards",
        { Maximum: < double.MaxValue } => $"up to {Show(option.Maximum)}",
        _ => null,
    };

    internal static string Kind(JobOption option) => option.Default switch { long => "N", double => "X", _ => "WORD" };

    internal static string Show(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>Help, range and default on one line.</summary>
    internal static string Describe(JobOption option) =>
        $"{option.Help}{(Range(option) is { } range ? $"; {range}" : "")} (default: {Show(option.Default)})";

    private static Option<object?> Create(JobOption option) => CheckedOption.Create<object?>(
        $"--{option.Name}",
        option.Choices is null ? Kind(option) : string.Join('|', option.Choices),
        option.Choices is null ? Describe(option) : $"{option.Help} (default: {option.Default})",
        (name, text) => Read(option, name, text),
        option.Bare is null ? null : Show(option.Bare));

    private static object Read(JobOption option, string name, string text)
    {
        object value = option.Default switch
        {
            long => OptionText.TryWhole(text, out long whole) ? whole : text,
            double => OptionText.TryNumber(text, out double number) ? number : text,
            _ => text,
        };
        return option.Refuse(value) is { } why
            ? throw new UsageException(name, $"'{text}' {why}", $"{option.Help}; default {Show(option.Default)}")
            : value;
    }
}
