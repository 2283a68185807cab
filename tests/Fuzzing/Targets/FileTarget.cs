using System.Text;
using Cluster.Coordinator.Files;

namespace Cluster.Fuzzing.Targets;

/// <summary>A file of numbers: it is read to its last element, or refused in one line.</summary>
/// <param name="ending">Of the file, which says what it holds.</param>
internal sealed class FileTarget(string ending) : FuzzTarget
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-cluster-");
    private readonly byte[] _elements = new byte[4096];

    public override string Name => ending;

    public override FuzzKind Kind => FuzzKind.File;

    internal override Grammar Grammar => Grammar.Text;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. (ending == "npy"
        ? new[] { "{", "}", "'descr': ", "'<f8'", "'|b1'", "'>i4'", "'O'", "'fortran_order': ", "True", "False", "'shape': ", "(", ")", ",",
            "9223372036854775807", "-1", "0", "\\", "'", "\"", "L" }
        : [",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "\ufeff", "nan", "-inf", "1e999", "1,5", "x", " ", "\n\n",
            "é"]).Select(Encoding.UTF8.GetBytes)];

    // A table of text is as many numbers as half its bytes; its reader has buffers of its own, and the tar writer that tells files from
    // devices.
    internal override long AllocationLimit(byte[] input) => (512 << 10) + (64L * input.Length);

    internal override Outcome Try(byte[] input)
    {
        string path = Path.Combine(_folder.FullName, $"x.{ending}");
        File.WriteAllBytes(path, input);
        try
        {
            using InputArray array = InputFile.Open(path);
            for (long offset = 0; offset < array.ByteLength; offset += _elements.Length)
                array.CopyTo(_elements.AsSpan(0, (int)Math.Min(_elements.Length, array.ByteLength - offset)), offset);
            return Outcome.Value(1 + array.ByteLength);
        }
        catch (FileProblemException ex)
        {
            if (ex.Message.Any(char.IsControl)) throw new InvalidOperationException("the refusal is not one line", ex);
            return Outcome.Of(ex, ex.What);
        }
    }

    public override void Dispose()
    {
        _folder.Delete(recursive: true);
        base.Dispose();
    }
}
