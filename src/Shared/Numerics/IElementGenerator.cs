namespace Cluster.Numerics;

/// <summary>Yields the elements of a generated array.</summary>
/// <remarks>
/// Any thread, any order, any split: the value of an element depends on its position in memory and on the seed alone, so the data is the
/// same for every chunk size, mode and number of workers.
/// </remarks>
public interface IElementGenerator
{
    /// <summary>Fills <paramref name="destination"/> with elements <paramref name="first"/>, <paramref name="first"/> + 1, … in memory order.</summary>
    void Fill(long first, Span<double> destination);
}
