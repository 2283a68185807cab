using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>What stands before the bytes of an array in a <c>.npy</c> file.</summary>
/// <param name="Layout">Type, shape and order.</param>
/// <param name="DataOffset">Of the array's first byte in the file.</param>
internal sealed record NpyHeader(ArrayLayout Layout, long DataOffset);
