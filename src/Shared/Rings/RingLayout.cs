namespace Cluster.Rings;

/// <summary>Where things lie in the memory of a pair of rings.</summary>
/// <remarks>
/// Every word has lines of its own, because each is written by one process and looked at by the other: 128 bytes, since some processors
/// fetch lines in pairs.
/// <code>
///  0                        512                      4096              4096 + capacity
///  | to the worker: words   | from the worker: words | to the worker   | from the worker |
///
///  0      128    256             384
///  | tail | head | reader parked | writer parked |     of one direction; the first and the last are the writer's, but for clearing
/// </code>
/// </remarks>
internal static class RingLayout
{
    internal const int Tail = 0;
    internal const int Head = 128;
    internal const int ReaderParked = 256;
    internal const int WriterParked = 384;

    internal const int ControlSize = 512;
    internal const int HeaderSize = 4096;

    internal const int MinCapacity = 1 << 12;
    internal const int MaxCapacity = 1 << 28;

    /// <summary>Bytes of memory for two rings.</summary>
    /// <param name="capacity">Of each, a power of 2.</param>
    internal static long ByteLength(int capacity) => HeaderSize + (2L * capacity);

    internal static bool IsValid(int capacity) => capacity is >= MinCapacity and <= MaxCapacity && (capacity & (capacity - 1)) == 0;
}
