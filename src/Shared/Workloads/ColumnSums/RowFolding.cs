namespace Cluster.Workloads.ColumnSums;

/// <summary>Reads several narrow rows as one wide row, so that a matrix of three columns is summed in full registers too.</summary>
/// <remarks>
/// Folding depends on the number of columns only, so the order of additions does too.
/// <code>
/// 3 columns:   a b c | a b c | a b c | …      24 rows are one wide row of 72; its sums are then added up by column
/// </code>
/// </remarks>
internal static class RowFolding
{
    /// <summary>Elements of the widest folded row: 63 columns, eight rows.</summary>
    public const int WidestRow = 8 * (Narrow - 1);

    private const int Narrow = 64;

    /// <summary>How many rows make a wide one; 1 if the rows are wide enough. Otherwise a multiple of eight, so whole registers.</summary>
    public static int RowsPerWideRow(int columns) => columns >= Narrow ? 1 : 8 * ((7 + columns) / columns);
}
