using System.Text;

namespace Cluster.Coordinator.Files;

/// <summary>What a <c>.csv</c> file's columns are.</summary>
/// <remarks>
/// The first row is a header when a cell of it is a word and the cell below is a number. A column whose first cell under the header is a
/// word holds labels and is left out; everywhere else a word is an error, as is a row of another length.
/// </remarks>
/// <param name="Separator">Between cells.</param>
/// <param name="HasHeader">The first row holds names.</param>
/// <param name="FirstLine">Where the first row starts.</param>
/// <param name="Names">Of all columns; empty without a header.</param>
/// <param name="Cells">In each row.</param>
/// <param name="Numbers">Indices of the columns that are numbers, ascending.</param>
internal sealed record CsvTable(
    char Separator, bool HasHeader, long FirstLine, IReadOnlyList<string> Names, int Cells, IReadOnlyList<int> Numbers)
{
    public IReadOnlyList<string> NumberNames => HasHeader ? [.. Numbers.Select(column => Names[column])] : [];

    /// <summary>Decides from the first two rows, and goes back to the start of the stream.</summary>
    public static CsvTable Recognize(string path, Stream stream)
    {
        char separator = CsvSeparator.Detect(stream);
        using var records = new CsvRecords(path, stream, separator);
        if (!records.Read()) throw new FileProblemException(path, "holds no rows, only blank lines", "write a row of numbers to it");
        long firstLine = records.Line;
        int cells = records.Count;
        string[] names = [.. Enumerable.Range(0, cells).Select(column => Encoding.UTF8.GetString(records[column]))];
        bool[] isWord = [.. Enumerable.Range(0, cells).Select(column => records[column].Length > 0 && !IsNumber(records, column))];

        bool second = records.Read();
        bool header = second
            ? Enumerable.Range(0, Math.Min(cells, records.Count)).Any(column => isWord[column] && IsNumber(records, column))
            : isWord.All(word => word);
        stream.Position = 0;

        var table = new CsvTable(separator, header, firstLine, header ? names : [], cells, [.. Enumerable.Range(0, cells)]);
        if (header && !second) return table;

        // The row to judge the columns by: the second, or the first once more.
        using var again = new CsvRecords(path, stream, separator);
        again.Read();
        if (header) again.Read();
        table = table with { Numbers = table.FindNumbers(path, again) };
        stream.Position = 0;
        return table;
    }

    /// <summary>Reads all rows, from the start of the stream to its end.</summary>
    /// <returns>How many there are.</returns>
    public long ReadNumbers(string path, Stream stream, NumberBlocks numbers)
    {
        using var records = new CsvRecords(path, stream, Separator);
        if (HasHeader) records.Read();
        long rows = 0;
        for (; records.Read(); rows++)
        {
            CheckLength(path, records);
            foreach (int column in Numbers)
            {
                if (!CsvNumber.TryParse(records[column], out double number)) throw NotANumber(path, records, column);
                numbers.Append(number);
            }
        }
        return rows;
    }

    private List<int> FindNumbers(string path, CsvRecords row)
    {
        CheckLength(path, row);
        var numbers = new List<int>();
        for (int column = 0; column < Cells; column++)
        {
            if (IsNumber(row, column)) numbers.Add(column);
            else if (row[column].IsEmpty || HasDecimalComma(row[column])) throw NotANumber(path, row, column);
        }
        if (numbers.Count == 0)
            throw new FileProblemException(
                path,
                $"line {row.Line}: no cell is a number, the first is '{row.Show(0)}'",
                "separate cells with commas and write decimals with a point");
        return numbers;
    }

    private void CheckLength(string path, CsvRecords row)
    {
        if (row.Count != Cells)
            throw new FileProblemException(
                path,
                $"line {row.Line} has {row.Count} cells where line {FirstLine} has {Cells}",
                "give all rows the same number of cells");
    }

    private FileProblemException NotANumber(string path, CsvRecords row, int column)
    {
        string place = $"line {row.Line}, column {column + 1}" + (HasHeader ? $" ('{Names[column]}')" : "");
        return row[column].IsEmpty
            ? new FileProblemException(path, $"{place}: the cell is empty", "write nan for a missing number")
            : new FileProblemException(
                path,
                $"{place}: '{row.Show(column)}' is not a number",
                HasDecimalComma(row[column]) ? "write decimals with a point" : "write a number, or nan for a missing one");
    }

    private static bool IsNumber(CsvRecords row, int column) => CsvNumber.TryParse(row[column], out _);

    /// <summary>True for <c>1,5</c>: else a whole column of such numbers would pass for labels and be left out.</summary>
    private static bool HasDecimalComma(ReadOnlySpan<byte> cell)
    {
        if (cell.Count((byte)',') != 1) return false;
        Span<byte> withPoint = new byte[cell.Length];
        cell.Replace(withPoint, (byte)',', (byte)'.');
        return CsvNumber.TryParse(withPoint, out _);
    }
}
