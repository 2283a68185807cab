using System.Buffers;
using System.Security.Cryptography;

namespace Cluster.Coordinator.Files;

/// <summary>Identifies the elements of an array in a file.</summary>
internal static class ContentHash
{
    private const int Block = 16 << 20;

    /// <summary><c>sha256:</c> and 64 hexadecimal digits: of the SHA-256 of each 16 MiB, in order, for all cores to work on.</summary>
    /// <exception cref="FileProblemException">The file cannot be read to its end.</exception>
    internal static string Of(InputArray array, CancellationToken cancellationToken)
    {
        byte[][] blocks = new byte[(array.ByteLength + Block - 1) / Block][];
        var limits = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, blocks.Length, limits, index =>
        {
            long offset = (long)index * Block;
            byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Block, array.ByteLength - offset));
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(Block, array.ByteLength - offset));
            array.CopyTo(part, offset);
            blocks[index] = SHA256.HashData(part);
            ArrayPool<byte>.Shared.Return(buffer);
        });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] block in blocks) hash.AppendData(block);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
