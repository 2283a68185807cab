using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Jobs;
using Cluster.OwnJobs;

namespace Cluster.Coordinator.Cli;

/// <summary>Turns what the parser complains about into one error that names the cause: one slip often gives three complaints.</summary>
internal static class ParseProblem
{
    /// <summary>The first problem, or null. A call for help has none.</summary>
    internal static UsageException? Find(ParseResult parsed)
    {
        if (parsed.Action is HelpText) return null;
        Command command = parsed.CommandResult.Command;
        string stray = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : "";
        if (command is RootCommand && (parsed.Action is null || stray.Length > 0))
            return Missing("verb", stray, [.. VerbNames.All.Select(static verb => verb.Name)], "coordinator --help");
        if (command is Page { Choices.Lines.Count: > 0 } group && command.Action is null)
            return Missing(group.Choice, stray, [.. group.Choices.Lines.Select(static choice => choice.Name)], $"coordinator {group.Name} --help");
        if (parsed.Errors.Count == 0) return null;
        if (stray.Length > 0) return Stray(parsed.CommandResult, stray);
        return Value(parsed.Errors[0]);
    }

    private static UsageException Missing(string what, string stray, IReadOnlyList<string> choices, string help) =>
        stray.Length == 0 || stray[0] == '-'
            ? new UsageException(what, "none is given", $"choose one of {string.Join(", ", choices)}; see {help}")
            : new UsageException(what, $"'{stray}' is not known", $"choose one of {string.Join(", ", choices)}{(what == "job" ? $"; {ChosenJob.OwnForm}" : "")}");

    private static UsageException Stray(CommandResult command, string stray)
    {
        ChosenJob? job = (command.Command as Page)?.Job;
        string path = command.Parent is CommandResult { Command: Page page } ? $"{page.Name} {job?.Typed ?? command.Command.Name}" : command.Command.Name;
        if (stray is not ['-', ..])
            return new UsageException($"'{stray}'", "is not expected here", $"values follow their options; see coordinator {path} --help");
        string name = stray.Split('=', ':')[0];
        if (name == $"--{JobFile.Input}" && job is { Definition.Files.Count: 0 })
            return new UsageException(name, $"{command.Command.Name} makes its own numbers and reads no file", "leave it out");
        string? meant = command.Command.Options.Select(static option => option.Name).MinBy(option => NearNames.Distance(option, name));
        return meant is not null && NearNames.Distance(meant, name) <= 3
            ? new UsageException(name, $"is not an option of {path}", $"did you mean {meant}?")
            : new UsageException(name, $"is not an option of {path}", $"see coordinator {path} --help");
    }

    private static UsageException Value(ParseError error)
    {
        // Complaints of our own are complete: subject, what, remedy.
        if (error.Message.StartsWith("--", StringComparison.Ordinal) && error.Message.EndsWith(')'))
        {
            int colon = error.Message.IndexOf(": ", StringComparison.Ordinal);
            int remedy = error.Message.IndexOf(" (", StringComparison.Ordinal);
            return new UsageException(error.Message[..colon], error.Message[(colon + 2)..remedy], error.Message[(remedy + 2)..^1]);
        }

        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (option is null) return new UsageException("arguments", error.Message.TrimEnd('.'), "see --help");
        string name = option.Option.Name;
        return option.Tokens.Count == 0
            ? new UsageException(name, "has no value", $"write {name} {option.Option.HelpName}")
            : new UsageException(name, $"is given {Math.Max(2, option.Tokens.Count)} times", "give it once");
    }
}
