using System.Runtime.CompilerServices;

namespace Cluster.Serialization;

/// <summary>How much room is made for elements before they are there.</summary>
/// <remarks>
/// A count has been compared with the bytes that follow, but each level of nested collections is compared with the same bytes: 500 levels
/// that each claimed a mebibyte would be given gigabytes. So only the outermost is believed, and others grow as their elements come.
/// </remarks>
internal static class DeclaredCount
{
    // A message of the deepest nesting that is allowed, 500, can claim 128 KiB that way.
    private const int BelievedBytes = 256;
    private const int LeastElements = 4;
    private const int LargestBelievedElement = 16;

    /// <summary>Elements to make room for.</summary>
    /// <param name="count">That were declared.</param>
    /// <param name="depth">Of the collection; 1 for the outermost.</param>
    internal static int Believed<T>(int count, int depth) =>
        depth <= 1 && Unsafe.SizeOf<T>() <= LargestBelievedElement
            ? count
            : Math.Min(count, Math.Max(LeastElements, BelievedBytes / Unsafe.SizeOf<T>()));

    /// <summary>Makes room for at least one more. At the last element the array is exactly as long as was declared.</summary>
    /// <param name="elements">Full.</param>
    /// <param name="count">That were declared.</param>
    internal static void Grow<T>(ref T[] elements, int count) => Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
}
