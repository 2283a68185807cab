using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>One input of a job, and where its elements come from: a generator or a file.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Layout">Generated inputs are vectors or matrices of <see cref="ElementType.Float64"/>.</param>
/// <param name="Use">Whether a chunk sees its slices or all of it.</param>
/// <param name="Generator">Yields the elements; null if a file holds them.</param>
/// <param name="File">Option of the file that holds them; null if they are generated.</param>
public sealed record JobInput(string Name, ArrayLayout Layout, InputUse Use, IElementGenerator? Generator, string? File = null)
{
    /// <summary>What lies in the file that was given for <paramref name="option"/>.</summary>
    public static JobInput OfFile(string option, ArrayLayout layout, InputUse use) => new(option, layout, use, Generator: null, option);
}
