using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>Writes arrays as <c>.npy</c> files, byte for byte as NumPy does.</summary>
internal static class NpyWriter
{
    /// <summary>Finds out before a run what would keep its result from being written.</summary>
    /// <exception cref="FileProblemException">The path is a folder or a device; its folder is missing or may not be written to.</exception>
    public static void Check(string path) => OutputPath.Check(path, ".npy");

    /// <summary>Begins a file that is filled with <see cref="NpyOutput.Append"/> and appears with <see cref="NpyOutput.Commit"/>.</summary>
    /// <exception cref="FileProblemException">The file cannot be made, or the disk has not enough space for it.</exception>
    public static NpyOutput Create(string path, ArrayLayout layout)
    {
        Check(path);
        return new NpyOutput(path, layout);
    }

    /// <summary>Writes the whole file; what was there before stays until the new one is complete.</summary>
    /// <param name="path">Where to; a link there is replaced, not followed.</param>
    /// <param name="layout">Type, shape and order.</param>
    /// <param name="data">All bytes of the array.</param>
    /// <exception cref="FileProblemException">It could not be written; the target is as it was.</exception>
    public static void Write(string path, ArrayLayout layout, ReadOnlySpan<byte> data)
    {
        using NpyOutput output = Create(path, layout);
        output.Append(data);
        output.Commit();
    }
}
