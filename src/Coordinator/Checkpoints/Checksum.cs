using System.Buffers.Binary;
using System.Numerics;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>CRC-32C: finds every single change of up to 32 neighbouring bits, and all but one in four billion of the others.</summary>
/// <remarks>
/// An instruction of the processor does eight bytes at a time. It protects from damage, not from somebody who means to deceive.
/// </remarks>
internal static class Checksum
{
    /// <summary>Of no bytes. Not 0, so that zeros do not go unnoticed.</summary>
    internal const uint Start = uint.MaxValue;

    /// <summary>Goes on from the checksum of what is before.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes, uint before = Start)
    {
        uint sum = before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes) sum = BitOperations.Crc32C(sum, one);
        return sum;
    }
}
