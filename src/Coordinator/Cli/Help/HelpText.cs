using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Cli.Help;

/// <summary>Writes the help of a verb: description, usage, what can follow, examples.</summary>
internal sealed class HelpText(Terminal terminal, Page summary) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string path = "";
        for (SymbolResult? level = parseResult.CommandResult; level is not null; level = level.Parent)
            if (level is CommandResult { Command: Page page }) path = $" {page.Typed}{path}";
        Write(parseResult.CommandResult.Command as Page ?? summary, $"coordinator{path}");
        return ExitCode.Done;
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
            text.Rows([.. options.Select(static option => ($"{option.Name} {option.HelpName}".TrimEnd(), option.Description ?? ""))]);
        }

        text.Title("Examples");
        foreach (string example in page.Examples) text.Verbatim($"  {example}");
    }
}
