namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>Plain text in one or two columns, broken between words.</summary>
internal sealed class PlainText(TextWriter output, int width)
{
    private const string Indent = "  ";
    private bool _any;

    internal void Title(string title)
    {
        if (_any) output.WriteLine();
        output.WriteLine($"{title}:");
    }

    /// <summary>Text over the whole width; its own indentation is kept for the lines that follow.</summary>
    internal void Paragraph(string text)
    {
        int indent = text.Length - text.TrimStart().Length;
        Wrap(text.Trim(), new string(' ', indent), new string(' ', indent));
        _any = true;
    }

    /// <summary>For what is copied: never broken.</summary>
    internal void Verbatim(string text) => output.WriteLine(text);

    /// <summary>A name and what it means, line by line.</summary>
    internal void Rows(IReadOnlyList<(string Name, string Text)> rows)
    {
        int widest = 0;
        foreach ((string name, _) in rows) widest = Math.Max(widest, name.Length);

        // A name that would leave less than half of the line to its text gets a line of its own.
        int column = Math.Min(widest, (width / 2) - 4);
        string margin = new(' ', Indent.Length + column + 2);
        foreach ((string name, string text) in rows)
        {
            if (name.Length <= column)
            {
                Wrap(text, $"{Indent}{name.PadRight(column)}  ", margin);
            }
            else
            {
                output.WriteLine($"{Indent}{name}");
                Wrap(text, margin, margin);
            }
        }
    }

    private void Wrap(string text, string first, string margin)
    {
        ReadOnlySpan<char> rest = text;
        string lead = first;
        do
        {
            int room = Math.Max(20, width - lead.Length);
            int length = rest.Length;
            if (length > room)
            {
                int space = rest[..(room + 1)].LastIndexOf(' ');
                length = space > 0 ? space : rest.IndexOf(' ') is > 0 and int next ? next : rest.Length;
            }

            output.Write(lead);
            output.WriteLine(rest[..length]);
            rest = rest[length..].TrimStart();
            lead = margin;
        }
        while (!rest.IsEmpty);
    }
}
