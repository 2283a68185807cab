using System.Runtime.InteropServices;

namespace Cluster.Memory;

/// <summary>Where a worker notes what it is at, and that it is there at all, in memory that outlives it.</summary>
/// <remarks>
/// The coordinator reads on any thread: so it knows, however the worker ended and whatever it had not sent, which task or chunk was running, and since
/// when. The worker's session writes what runs, in one cache line, and its watch thread the beats, in another.
/// <code>
///  0      8      16           24         64      72       128
///  | call | task | begun at | (unused) | beats | (unused) |
/// </code>
/// </remarks>
/// <param name="memory">Of all slots.</param>
/// <param name="index">This one's.</param>
internal readonly struct StatusSlot(MappedMemory memory, int index)
{
    internal const int Size = 128;

    private const int BeatsField = 8;

    // A task begins between two looks once or twice. A precaution: a worker that writes without end has not been seen to hold up its coordinator.
    private const int MostLooks = 1000;

    /// <summary>How often the worker's watch has come by; 0 before the first time.</summary>
    internal long Beats => Volatile.Read(ref Fields[BeatsField]);

    private Span<long> Fields => MemoryMarshal.Cast<byte, long>(memory.Write((long)index * Size, Size));

    /// <summary>What is running. Both numbers belong together, unless the task has ended meanwhile.</summary>
    /// <returns>
    /// The number of the call, or of the chunk from 1 on; 0 when none has begun yet, and the negative of the last one's when none is running. The task's within
    /// the call. When that began, as a timestamp.
    /// </returns>
    internal (long Call, int Task, long BegunAt) Read()
    {
        Span<long> fields = Fields;
        for (int looks = 1; ; looks++)
        {
            long call = Volatile.Read(ref fields[0]);
            long task = Volatile.Read(ref fields[1]);
            long begunAt = Volatile.Read(ref fields[2]);
            bool isWhole = Volatile.Read(ref fields[0]) == call && Volatile.Read(ref fields[1]) == task;
            if (isWhole || looks == MostLooks) return (call, (int)task, begunAt);
        }
    }

    /// <summary>A task begins.</summary>
    internal void Begin(long call, int task, long now)
    {
        Span<long> fields = Fields;
        // The number last: until it is there, nothing is running.
        Volatile.Write(ref fields[0], 0);
        Volatile.Write(ref fields[1], task);
        Volatile.Write(ref fields[2], now);
        Volatile.Write(ref fields[0], call);
    }

    /// <summary>Nothing is running any more.</summary>
    internal void End()
    {
        Span<long> fields = Fields;
        Volatile.Write(ref fields[0], -fields[0]);
    }

    /// <summary>Whoever writes this is not stopped. The watch thread only, once it sees the slot.</summary>
    internal void Beat() => Volatile.Write(ref Fields[BeatsField], Fields[BeatsField] + 1);

    /// <summary>Before the worker learns of the slot: it is as new.</summary>
    internal void Clear() => Fields.Clear();
}
