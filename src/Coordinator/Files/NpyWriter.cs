using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>Writes arrays as <c>.npy</c> files, byte for byte as NumPy does.</summary>
internal static class NpyWriter
{
    /// <summary>Finds out before a run what would keep its result from being written.</summary>
    /// <exception cref="FileProblemException">The path is a folder or a device; its folder is missing or may not be written to.</exception>
    public static void Check(string path)
    {
        // The ending is asked for so that a slip of the pen never renames a file over /dev/null or over the input.
        if (path.Contains('\0') || !Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
            throw new FileProblemException($"'{path}'", "is not the name of a .npy file", "end the name of the output in .npy");
        if (Directory.Exists(path)) throw new FileProblemException(path, "is a folder", "name a file in it");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (File.Exists(folder)) throw new FileProblemException(path, $"{folder} is a file and not a folder", "name another folder");
        if (!Directory.Exists(folder)) throw new FileProblemException(path, $"its folder {folder} does not exist", "create it first");
        if (IsIrregular(path) is { } kind) throw new FileProblemException(path, $"is {kind}", "name a regular file");

        using var probe = TemporaryFile.Create(path, size: 0);
    }

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

    private static string? IsIrregular(string path)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).LinkTarget is null ? FileKind.Irregular(path) : null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // An empty file that may not be read: it can be replaced all the same.
            return null;
        }
    }
}
