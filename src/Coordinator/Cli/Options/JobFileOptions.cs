using System.CommandLine;
using Cluster.Jobs;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>The files that a job reads, as options of its subcommand.</summary>
internal sealed class JobFileOptions(IJobDefinition definition)
{
    private readonly Option<string>[] _options =
        [.. definition.Files.Select(static file => CheckedOption.Create($"--{file.Option}", "FILE", file.Help, OptionText.FileName))];

    internal IReadOnlyList<Option> All => _options;

    /// <summary>The paths that were given, by name of the option without dashes.</summary>
    internal Dictionary<string, string> Read(ParseResult parsed)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < _options.Length; i++)
            if (parsed.GetValue(_options[i]) is { } path) given.Add(definition.Files[i].Option, path);
        return given;
    }
}
