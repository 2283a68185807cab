using System.Buffers.Binary;
using System.Text;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>The beginning of a checkpoint: of which run it is.</summary>
/// <remarks>
/// <code>
///  0                8         12        16             20            24
///  | "CLUSTRCP"     | version | length  | sum of text  | sum of these | text: a line for each fact, UTF-8 |
/// </code>
/// All numbers are little-endian. The checksums of all records go on from that of the text, so that none fits into the checkpoint of
/// another run.
/// </remarks>
/// <param name="Lines">One for each fact.</param>
/// <param name="Length">Bytes of the header; records begin behind it.</param>
/// <param name="Sum">Checksum of the text.</param>
internal sealed record CheckpointHeader(IReadOnlyList<string> Lines, long Length, uint Sum)
{
    internal const int FixedSize = 24;

    // Far more than any job's options and inputs take.
    internal const int MostText = 1 << 20;

    private const int Version = 1;
    private const int Summed = 20;

    private static ReadOnlySpan<byte> Magic => "CLUSTRCP"u8;

    /// <summary>The bytes of a header with these lines.</summary>
    internal static byte[] Write(IEnumerable<string> lines, out CheckpointHeader header)
    {
        string[] all = [.. lines];
        byte[] bytes = [.. new byte[FixedSize], .. Encoding.UTF8.GetBytes(string.Concat(all.Select(static line => line + '\n')))];
        Span<byte> text = bytes.AsSpan(FixedSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MostText);
        uint sum = Checksum.Of(text);
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), text.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), sum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Summed), Checksum.Of(bytes.AsSpan(0, Summed)));
        header = new CheckpointHeader(all, bytes.Length, sum);
        return bytes;
    }

    /// <summary>Reads the beginning of a file.</summary>
    /// <param name="file">As much of it as there is, up to the longest header.</param>
    /// <param name="header">Null if there is none, or none as a whole: the file was made by a run that was killed while it made it.</param>
    /// <returns>What is wrong with the file; null for nothing.</returns>
    internal static string? Read(ReadOnlySpan<byte> file, out CheckpointHeader? header)
    {
        header = null;
        int known = Math.Min(file.Length, Magic.Length);
        if (!file[..known].SequenceEqual(Magic[..known])) return "is no checkpoint";
        if (file.Length < FixedSize) return null;
        if (Checksum.Of(file[..Summed]) != BinaryPrimitives.ReadUInt32LittleEndian(file[Summed..])) return "is damaged at its beginning";
        int version = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (version != Version) return $"is a checkpoint of version {version}, this program writes version {Version}";
        int length = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        if (length is < 0 or > MostText) return "is damaged at its beginning";
        if (file.Length - FixedSize < length) return null;
        ReadOnlySpan<byte> text = file.Slice(FixedSize, length);
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(file[16..]);
        if (Checksum.Of(text) != sum) return "is damaged at its beginning";
        string[] lines = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        header = new CheckpointHeader(lines, FixedSize + length, sum);
        return null;
    }

    /// <summary>How another run differs, in words; null if it does not.</summary>
    /// <param name="facts">Of the other run; looked at one by one, and none after the first that differs.</param>
    internal string? Difference(IEnumerable<RunFact> facts)
    {
        int index = 0;
        foreach (RunFact fact in facts)
        {
            if (index >= Lines.Count) return $"{fact.Name} is not in it";
            if (fact.Line != Lines[index])
            {
                RunFact kept = RunFact.Parse(Lines[index]);
                return kept.Name == RunFact.Parse(fact.Line).Name
                    ? $"{fact.Name} was {kept.Value} and is {fact.Value}"
                    : $"it has {kept.Name} where this run has {fact.Name}";
            }

            index++;
        }

        return index < Lines.Count ? $"it has {RunFact.Parse(Lines[index]).Name}, and this run has not" : null;
    }
}
