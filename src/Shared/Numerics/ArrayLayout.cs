namespace Cluster.Numerics;

/// <summary>Type, shape and order of a dense array of one or two dimensions.</summary>
/// <remarks>
/// A <em>slice</em> is what lies contiguously along the slow index: an element of a vector, a row in C order, a column in
/// Fortran order. Chunks are ranges of slices, so a contiguous chunk is always a contiguous range of bytes.
/// Lengths are 64 bits throughout; a layout whose bytes exceed 2⁶³ − 1 cannot be made.
/// </remarks>
public sealed record ArrayLayout
{
    private ArrayLayout(ElementType type, int rank, long rows, long columns, ArrayOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (Type, Rank, Rows, Columns, Order) = (type, rank, rows, columns, order);
        Length = checked(rows * columns);
        ByteLength = checked(Length * type.Size());
    }

    /// <summary>Of every element.</summary>
    public ElementType Type { get; }

    /// <summary>1 for a vector, 2 for a matrix.</summary>
    public int Rank { get; }

    /// <summary>Elements of a vector; rows of a matrix.</summary>
    public long Rows { get; }

    /// <summary>1 for a vector.</summary>
    public long Columns { get; }

    /// <summary>A vector says <see cref="ArrayOrder.C"/>.</summary>
    public ArrayOrder Order { get; }

    /// <summary>Elements in all.</summary>
    public long Length { get; }

    /// <summary>Bytes in all.</summary>
    public long ByteLength { get; }

    /// <summary>How many slices there are along the slow index.</summary>
    public long Slices => Order == ArrayOrder.Fortran ? Columns : Rows;

    /// <summary>Elements of one slice.</summary>
    public long SliceLength => Order == ArrayOrder.Fortran ? Rows : Columns;

    /// <summary>Bytes of one slice.</summary>
    public long SliceBytes => SliceLength * Type.Size();

    /// <summary>A vector of <paramref name="length"/> elements.</summary>
    public static ArrayLayout Vector(ElementType type, long length) => new(type, 1, length, 1, ArrayOrder.C);

    /// <summary>A matrix whose slices are its rows in C order, its columns in Fortran order.</summary>
    public static ArrayLayout Matrix(ElementType type, long rows, long columns, ArrayOrder order) => new(type, 2, rows, columns, order);

    /// <summary>The shape and type in words, for tables and messages.</summary>
    public override string ToString() => Rank == 1
        ? $"{Rows:N0} × {Type.NumPyName()}"
        : $"{Rows:N0} × {Columns:N0} × {Type.NumPyName()}, {(Order == ArrayOrder.C ? "C" : "Fortran")} order";
}
