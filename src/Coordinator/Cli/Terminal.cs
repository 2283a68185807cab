using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Cluster.Coordinator.Cli;

/// <summary>The one place that writes to the console: results to standard output, everything else to standard error.</summary>
/// <remarks>
/// One thread writes results. Lines to <see cref="Error"/> may come from any thread. Spectre.Console is loaded with the first table, not
/// before: it costs as much as a whole listing of jobs.
/// </remarks>
internal sealed class Terminal
{
    // Enough for every table, and still fits beside an editor.
    private const int WidthOfFiles = 120;
    private const int NarrowestWidth = 40;

    private readonly Stream _output;

    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="width">Columns.</param>
    /// <param name="outputIsTerminal">Somebody looks at standard output: colours and lines are welcome.</param>
    /// <param name="errorIsTerminal">Somebody looks at standard error: a line may be written over.</param>
    internal Terminal(Stream output, TextWriter error, int width, bool outputIsTerminal = false, bool errorIsTerminal = false)
    {
        (_output, Width, IsInteractive, ShowsProgress) = (output, Math.Max(NarrowestWidth, width), outputIsTerminal, errorIsTerminal);
        Out = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 4096) { AutoFlush = true };
        Error = TextWriter.Synchronized(error);
    }

    internal TextWriter Out { get; }

    internal TextWriter Error { get; }

    internal int Width { get; }

    internal bool IsInteractive { get; }

    internal bool ShowsProgress { get; }

    internal static Terminal Standard()
    {
        var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), bufferSize: 256) { AutoFlush = true };
        bool plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb";
        (bool output, bool errors) = (!Console.IsOutputRedirected && !plain, !Console.IsErrorRedirected && !plain);
        return new Terminal(new StandardOutput(Console.OpenStandardOutput()), error, WidthOfConsole(), output, errors);
    }

    /// <summary>Writes tables: without colours and control characters unless somebody looks, without blanks at the ends of lines.</summary>
    internal void WriteTables(Action<IAnsiConsole> tables)
    {
        using var drawn = new StringWriter();
        tables(Tables(drawn));
        bool afterBlank = true;
        foreach (ReadOnlySpan<char> line in drawn.ToString().AsSpan().TrimEnd().EnumerateLines())
        {
            ReadOnlySpan<char> text = line.TrimEnd();
            if (!text.IsEmpty || !afterBlank) Out.WriteLine(text);
            afterBlank = text.IsEmpty;
        }
    }

    /// <summary>Writes one JSON document and the end of its line.</summary>
    /// <exception cref="UsageException">It is too long.</exception>
    internal void WriteJson(Action<Utf8JsonWriter> document)
    {
        // Written when it is whole: half a document would be worse than none.
        var whole = new ArrayBufferWriter<byte>(1 << 16);
        try
        {
            using var writer = new Utf8JsonWriter(whole, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            document(writer);
        }
        catch (OutOfMemoryException ex)
        {
            // 2 GiB, which a hundred million sums exceed.
            throw new UsageException(
                "--json", "the document is longer than memory holds in one piece", "leave it out; --output stores an array result", ex);
        }

        _output.Write(whole.WrittenSpan);
        Out.WriteLine();
    }

    /// <summary>Writes a text that is whole, and the end of its last line where that is missing.</summary>
    internal void WriteBytes(ReadOnlySpan<byte> text)
    {
        _output.Write(text);
        if (text.IsEmpty || text[^1] != '\n') Out.WriteLine();
    }

    private IAnsiConsole Tables(StringWriter drawn)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(drawn),
            Ansi = IsInteractive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = IsInteractive;
        console.Profile.Capabilities.Links = false;
        return console;
    }

    private static int WidthOfConsole()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0) return columns;
        return Console.IsOutputRedirected ? WidthOfFiles : Console.WindowWidth is > 0 and int width ? width : WidthOfFiles;
    }
}
