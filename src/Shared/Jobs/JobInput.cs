using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>One input of a job and how it is generated.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Layout">Generated inputs are vectors or matrices of <see cref="ElementType.Float64"/>.</param>
/// <param name="Use">Whether a chunk sees its slices or all of it.</param>
/// <param name="Generator">Yields the elements; null if there is no generated form.</param>
public sealed record JobInput(string Name, ArrayLayout Layout, InputUse Use, IElementGenerator? Generator);
