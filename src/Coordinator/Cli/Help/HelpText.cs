using System.CommandLine;
using System.CommandLine.Invocation;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Cli.Help;

/// <summary>Writes the help of a verb: description, usage, what can follow, examples.</summary>
internal sealed class HelpText(Terminal terminal, RootCommand root, Page summary) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        Write(command as Page ?? summary, command == root ? "coordinator" : parseResult.CommandResult.Parent is { } parent ? Path(parent, command) : command.Name);
        return ExitCode.Done;
    }

    private static string Path(System.CommandLine.Parsing.SymbolResult parent, Command command)
    {
        string path = command.Name;
        for (System.CommandLine.Parsing.SymbolResult? above = parent; above is not null; above = above.Parent)
            if (above is System.CommandLine.Parsing.CommandResult { Command: Page page }) path = $"{page.Name} {path}";
        return $"coordinator {path}";
    }

    private void Write(Page page, string path)
    {
        var text = new PlainText(terminal.Out, terminal.Width);
        text.Paragraph(page.Description ?? "");
        text.Title("Usage");
        text.Paragraph($"  {path} {page.Usage}");
        if (page.Choices.Lines.Count > 0)
        {
            text.Title(page.Choices.Title);
            text.Rows(page.Choices.Lines);
        }

        foreach ((string title, IReadOnlyList<Option> options) in page.Groups)
        {
            if (options.Count == 0) continue;
            text.Title(title);
            text.Rows([.. options.Select(static option => ($"{option.Name}{(option.HelpName is { } value ? $" {value}" : "")}", option.Description ?? ""))]);
        }

        text.Title("Examples");
        foreach (string example in page.Examples) text.Verbatim($"  {example}");
    }
}
