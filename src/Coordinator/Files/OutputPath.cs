namespace Cluster.Coordinator.Files;

/// <summary>Where a result is to be written.</summary>
internal static class OutputPath
{
    /// <summary>Finds out before a run what would keep its result from being written.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="extension">That its name must have: a slip of the pen then never renames a file over /dev/null or over the input.</param>
    /// <exception cref="FileProblemException">The path is a folder or a device; its folder is missing or may not be written to.</exception>
    internal static void Check(string path, string extension)
    {
        if (path.Contains('\0') || !Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase))
            throw new FileProblemException($"'{path}'", $"is not the name of a {extension} file", $"end the name of the output in {extension}");
        if (Directory.Exists(path)) throw new FileProblemException(path, "is a folder", "name a file in it");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (File.Exists(folder)) throw new FileProblemException(path, $"{folder} is a file and not a folder", "name another folder");
        if (!Directory.Exists(folder)) throw new FileProblemException(path, $"its folder {folder} does not exist", "create it first");
        if (IsIrregular(path) is { } kind) throw new FileProblemException(path, $"is {kind}", "name a regular file");

        using var probe = TemporaryFile.Create(path, size: 0);
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
