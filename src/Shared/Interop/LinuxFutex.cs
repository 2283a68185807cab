using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>Waiting for a word of memory to change, also when another process changes it.</summary>
/// <remarks>
/// The word may lie in a shared mapping: the calls are not the private ones, so the kernel finds waiters by the page and not by the address.
/// The memory must stay mapped until <see cref="Wait"/> returns.
/// </remarks>
internal static partial class LinuxFutex
{
    private const int WaitOperation = 0;
    private const int WakeOperation = 1;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // From the kernel's system call tables; the 64-bit architectures that came later share the one of arm64.
    private static readonly nint Number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 98,
        _ => 0,
    };

    /// <summary>False where the call is not known; then one polls.</summary>
    internal static bool IsSupported { get; } = OperatingSystem.IsLinux() && Number != 0;

    /// <summary>Sleeps while the word is <paramref name="expected"/>, until a wake, a signal or the limit: look again in any case.</summary>
    internal static unsafe void Wait(ref int word, int expected, TimeSpan limit)
    {
        long nanoseconds = Math.Max(0, limit.Ticks) * TimeSpan.NanosecondsPerTick;
        var relative = new TimeSpec { Seconds = nanoseconds / NanosecondsPerSecond, Nanoseconds = nanoseconds % NanosecondsPerSecond };
        fixed (int* address = &word) _ = Call(Number, address, WaitOperation, expected, &relative, null, 0);
    }

    /// <summary>Wakes up to that many who wait for the word.</summary>
    internal static unsafe void Wake(ref int word, int count)
    {
        fixed (int* address = &word) _ = Call(Number, address, WakeOperation, count, null, null, 0);
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    // Variable arguments in C; on these architectures they travel in the same registers as fixed ones.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static unsafe partial nint Call(nint number, int* word, nint operation, nint value, TimeSpec* timeout, int* second, nint third);
}
