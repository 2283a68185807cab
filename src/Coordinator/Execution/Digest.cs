using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Execution;

/// <summary>Identifies a result by its bits.</summary>
/// <remarks>
/// SHA-256 over each field in order that is not measured: its name, a zero byte, its value as little-endian 64-bit numbers; of text its length in bytes
/// and its UTF-8, and of several texts first how many. The output array, if there is
/// one, follows as the SHA-256 of each 16 MiB of its bytes, in order: blocks, so that all cores can work on an array of gigabytes.
/// </remarks>
internal static class Digest
{
    private const int OutputBlock = 16 << 20;

    /// <summary><c>sha256:</c> and 64 hexadecimal digits.</summary>
    internal static string Of(JobResult result, StoredOutput? output = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ResultField field in result.Fields.Where(field => !field.IsMeasured))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(field.Name));
            hash.AppendData([0]);
            Append(hash, field.Value);
        }

        if (output is not null) Append(hash, output.Memory);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static void Append(IncrementalHash hash, object value)
    {
        switch (value)
        {
            case long number: Append(hash, number); break;
            case double number: Append(hash, BitConverter.DoubleToInt64Bits(number)); break;
            case long[] numbers: Append(hash, MemoryMarshal.AsBytes<long>(numbers)); break;
            case double[] numbers: Append(hash, MemoryMarshal.AsBytes<double>(numbers)); break;
            case string text: Append(hash, text); break;
            case string[] texts:
                Append(hash, (long)texts.Length);
                foreach (string text in texts) Append(hash, text);
                break;
            default: throw new ArgumentException($"a result field cannot be a {value.GetType().Name}", nameof(value));
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, (long)bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long bits)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, MemoryRange memory)
    {
        byte[][] blocks = new byte[(memory.Length + OutputBlock - 1) / OutputBlock][];
        Parallel.For(0, blocks.Length, block =>
        {
            long offset = (long)block * OutputBlock;
            blocks[block] = SHA256.HashData(memory.Span(offset, (int)Math.Min(OutputBlock, memory.Length - offset)));
        });
        foreach (byte[] block in blocks) hash.AppendData(block);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("results are little-endian");
        hash.AppendData(bytes);
    }
}
