using Cluster.Jobs;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>Opens the files that options such as <c>--input</c> name.</summary>
internal static class InputFile
{
    /// <summary>Checks the file and reads its header (<c>.npy</c>) or all of it (<c>.csv</c>); of bytes, nothing.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="content">What the job wants to see in it.</param>
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="FileProblemException">The file cannot be read or does not hold an array.</exception>
    public static InputArray Open(string path, JobFileContent content = JobFileContent.Array)
    {
        RegularFile.CheckExists(path);
        Func<string, SafeFileHandle, InputArray> read = content == JobFileContent.Bytes ? BytesFile.Read : ReaderOf(path);
        SafeFileHandle file = RegularFile.Open(path);
        try
        {
            return read(path, file);
        }
        catch (Exception ex)
        {
            file.Dispose();
            if (ex is IOException) throw new FileProblemException(path, $"cannot be read: {ex.Message}", "check the disk", ex);
            throw;
        }
    }

    private static Func<string, SafeFileHandle, InputArray> ReaderOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".NPY" => NpyArray.Read,
        ".CSV" => CsvArray.Read,
        _ => throw new FileProblemException(path, "is neither a .npy nor a .csv file", "convert it, or give the file the ending of what it holds"),
    };
}
