using System.Text;
using CsvHelper;

namespace Cluster.Coordinator.Files;

/// <summary>The records of a <c>.csv</c> file, one after the other; blank lines are passed over.</summary>
/// <remarks>One thread. A cell is valid until the next record is read. The stream stays open.</remarks>
internal sealed class CsvRecords : IDisposable
{
    // A quote that is never closed makes the rest of the file one record; without a limit all of it would be kept in memory.
    private const int RecordLimit = 64 * 1024 * 1024;

    private const int ShownCharacters = 40;

    private readonly string _path;
    private readonly CsvReader _reader;

    public CsvRecords(string path, Stream stream, char separator)
    {
        _path = path;
        _reader = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = separator,
                TrimWhitespace = true,

                // With a tab here as well as for separator, the reader takes "a"<tab>"b" for text after a closing quote.
                WhitespaceCharacters = separator == '\t' ? " " : " \t",
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = RecordLimit,
            },
            leaveOpen: true);
    }

    /// <summary>Where the record starts, counted from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Cells of the record.</summary>
    public int Count => _reader.FieldCount;

    /// <summary>A cell without its quotes, in UTF-8.</summary>
    public ReadOnlySpan<byte> this[int index] => _reader.GetSpan(index);

    /// <exception cref="FileProblemException">The quotes are wrong, or the file is no text.</exception>
    public bool Read()
    {
        try
        {
            while (_reader.Read())
            {
                if (_reader.RawRecord.Contains((byte)0))
                    throw new FileProblemException(_path, $"line {Line}: holds a NUL byte", "save the file as UTF-8 text");
                if (_reader.RawRecord.ContainsAnyExcept(" \t"u8)) return true;
            }
            return false;
        }
        catch (CsvFormatException ex)
        {
            throw new FileProblemException(
                _path, ex.Message.TrimEnd('.'), "put cells that hold quotes in quotes, and double the quotes inside", ex);
        }
    }

    /// <summary>A cell for a message; a long one is shortened.</summary>
    public string Show(int index)
    {
        string text = Encoding.UTF8.GetString(this[index]);
        return text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
    }

    public void Dispose() => _reader.Dispose();
}
