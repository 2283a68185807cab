using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>Process groups, parents, locks, peers and what this process has used.</summary>
internal static partial class LinuxProcess
{
    private const int SetParentDeathSignal = 1;
    private const int GetDumpable = 3;
    private const int Kill = 9;
    private const int NoSignal = 0;

    // The same number for every processor; not every C library has a function for it.
    private const nint CloseRange = 436;
    private const uint FirstOfOthers = 3;
    private const uint CloseRangeOnExec = 4;
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int SendBuffer = 7;
    private const int ReceiveBuffer = 8;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;
    private const int OfThisProcess = 0;
    private const int CoreFileLimit = 4;

    /// <summary>
    /// Leaves the terminal's foreground group, so that Ctrl-C reaches the coordinator only, and asks to be killed when the thread that
    /// started this process ends. Must be followed by a check that the parent is still the expected one.
    /// </summary>
    internal static void DetachFromTerminal()
    {
        _ = StartSession();
        _ = ProcessControl(SetParentDeathSignal, Kill, 0, 0, 0);
    }

    /// <summary>
    /// Keeps every descriptor but the standard streams from the programs that this one starts: also those that it has inherited from one which was careless
    /// with its own. Nothing happens on a kernel before 5.11.
    /// </summary>
    internal static void KeepDescriptorsFromChildren() => _ = SystemCall(CloseRange, FirstOfOthers, uint.MaxValue, CloseRangeOnExec);

    /// <summary>Process id of the parent; 1 or a subreaper's when the original parent is gone.</summary>
    [LibraryImport("libc", EntryPoint = "getppid")]
    internal static partial int ParentId();

    /// <summary>Sends a signal to a process group; false when there is none.</summary>
    internal static bool KillGroup(int leader) => SendSignal(-leader, Kill) == 0;

    /// <summary>Sends a signal to a process; false when there is none, or it is another user's.</summary>
    internal static bool TrySignal(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>
    /// Kills what is left of a group whose leader has ended and was waited for. As long as the group has a member its number is given to nobody; once it
    /// is empty, whoever gets the number leads a group of its own and is there, and so is left alone.
    /// </summary>
    internal static void KillRest(int leader)
    {
        if (SendSignal(leader, NoSignal) != 0) _ = SendSignal(-leader, Kill);
    }

    /// <summary>User and process at the other end of a connected local socket, as they were when it connected.</summary>
    internal static (int ProcessId, uint UserId) Peer(SafeHandle socket)
    {
        uint size = 12;
        if (GetOption(socket, SocketLevel, PeerCredentials, out Credentials peer, ref size) != 0)
            throw new ErrnoException("getsockopt(SO_PEERCRED)", "worker connection", Errno.Last);
        return (peer.ProcessId, peer.UserId);
    }

    /// <summary>Asks for larger socket buffers; the kernel grants at most <c>net.core.wmem_max</c> and <c>rmem_max</c>.</summary>
    internal static void SetBuffers(SafeHandle socket, int bytes)
    {
        _ = SetOption(socket, SocketLevel, SendBuffer, bytes, sizeof(int));
        _ = SetOption(socket, SocketLevel, ReceiveBuffer, bytes, sizeof(int));
    }

    /// <summary>Takes the exclusive lock of an open file, which ends with this process however that ends; false when another holds it.</summary>
    internal static bool TryLock(SafeHandle file) => Lock(file, LockExclusive | LockWithoutWaiting) == 0;

    /// <summary>Ends this process now: no handlers, no finalizers, no waiting for a thread that computes.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void ExitNow(int status);

    /// <summary>From now on neither this process nor what it starts leaves a core file.</summary>
    internal static unsafe void ForbidCoreFiles()
    {
        // Soft and hard limit: two words of a machine's size.
        nuint* none = stackalloc nuint[2];
        none[0] = none[1] = 0;
        _ = SetLimit(CoreFileLimit, none);
    }

    /// <summary>Time of processors and context switches of this process.</summary>
    internal static ResourceUsage Usage()
    {
        if (GetUsage(OfThisProcess, out RawUsage usage) != 0) throw new ErrnoException("getrusage", "this process", Errno.Last);
        return new ResourceUsage(
            Time(usage.UserSeconds, usage.UserMicroseconds), Time(usage.SystemSeconds, usage.SystemMicroseconds), usage.Voluntary, usage.Involuntary);
    }

    /// <summary>Whether a program that this process starts may open its descriptors through <c>/proc</c>.</summary>
    /// <remarks>
    /// Source: ptrace(2), "Ptrace access mode checking": not if this process may not be dumped, and not if it has capabilities that the other has not. A
    /// program that is started gets the ambient ones.
    /// </remarks>
    internal static bool ShowsDescriptorsToChildren()
    {
        if (EffectiveUserId() == 0) return true;
        if (ProcessControl(GetDumpable, 0, 0, 0, 0) != 1) return false;
        return Capabilities("CapPrm:") is not { } permitted || (permitted & ~(Capabilities("CapAmb:") ?? 0)) == 0;
    }

    /// <summary>Lets the kernel end that process, a child of this one, before this one when memory is short.</summary>
    internal static void PreferAsVictim(int process)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/oom_score_adj"), "500");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is preferred even more as it is.
        }
    }

    private static ulong? Capabilities(string set)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith(set, StringComparison.Ordinal)) return ulong.Parse(line.AsSpan(set.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>User that this process acts as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUserId();

    private static int SetOption(SafeHandle socket, int level, int option, int value, uint size) =>
        SetSocketOption(socket, level, option, in value, size);

    private static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromSeconds(seconds, microseconds: microseconds);

    // Two times and fourteen counters, of which these are the last.
    [StructLayout(LayoutKind.Explicit, Size = 18 * sizeof(long))]
    private struct RawUsage
    {
        [FieldOffset(0)]
        public long UserSeconds;

        [FieldOffset(8)]
        public long UserMicroseconds;

        [FieldOffset(16)]
        public long SystemSeconds;

        [FieldOffset(24)]
        public long SystemMicroseconds;

        [FieldOffset(128)]
        public long Voluntary;

        [FieldOffset(136)]
        public long Involuntary;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Credentials
    {
        public int ProcessId;
        public uint UserId;
        public uint GroupId;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static unsafe partial int SetLimit(int resource, nuint* limits);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetUsage(int whose, out RawUsage usage);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int StartSession();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nuint first, nuint last, nuint flags);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(SafeHandle socket, int level, int option, out Credentials value, ref uint size);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSocketOption(SafeHandle socket, int level, int option, in int value, uint size);
}
