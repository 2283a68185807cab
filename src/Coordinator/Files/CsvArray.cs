using Cluster.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>The numbers of a <c>.csv</c> file: a matrix of doubles in C order, kept in memory.</summary>
internal sealed class CsvArray : InputArray
{
    private readonly NumberBlocks _numbers;

    private CsvArray(InputFileIdentity identity, ArrayLayout layout, NumberBlocks numbers, IReadOnlyList<string> columnNames)
        : base(identity, layout) => (_numbers, ColumnNames) = (numbers, columnNames);

    /// <summary>None: text is not what the array is in memory.</summary>
    public override long? MappableOffset => null;

    /// <summary>Names of the columns that are numbers; empty without a header.</summary>
    public override IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Reads all of the file and closes it.</summary>
    public static InputArray Read(string path, SafeFileHandle file)
    {
        InputFileIdentity identity = InputFileIdentity.Capture(path, file);
        if (identity.Length == 0) throw new FileProblemException(path, "is empty (0 bytes)", "write a row of numbers to it");
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        CsvTable table = CsvTable.Recognize(path, stream);

        // A number takes two bytes at least, with what separates it from the next.
        var numbers = new NumberBlocks(identity.Length / 2 + 1);
        long rows = table.ReadNumbers(path, stream, numbers);
        ArrayLayout layout = ArrayLayout.Matrix(ElementType.Float64, rows, table.Numbers.Count, ArrayOrder.C);
        return new CsvArray(identity, layout, numbers, table.NumberNames);
    }

    public override void Dispose()
    {
    }

    protected override void Copy(Span<byte> destination, long offset) => _numbers.CopyTo(destination, offset);
}
