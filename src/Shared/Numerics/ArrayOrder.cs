namespace Cluster.Numerics;

/// <summary>Which index of a matrix runs fastest in memory.</summary>
/// <remarks>The numbers are on the wire.</remarks>
public enum ArrayOrder : byte
{
    /// <summary>Rows lie one after the other; the column index runs fastest.</summary>
    C = 1,

    /// <summary>Columns lie one after the other; the row index runs fastest.</summary>
    Fortran = 2,
}
