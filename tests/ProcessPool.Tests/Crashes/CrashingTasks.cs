using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>The functions that crash.</summary>
internal static partial class CrashingTasks
{
    private const int Killed = 9;

    /// <summary>Crashes for one input, and triples the others.</summary>
    internal static int TripleUnless(int x, int crashAt, Crash crash)
    {
        if (x == crashAt) Commit(crash);
        return 3 * x;
    }

    /// <summary>Crashes for the inputs 50, 150, 250 … in the ways there are, and triples the others.</summary>
    internal static int TripleUnlessItsTurn(int x)
    {
        if (x % 100 == 50 && x / 100 < Enum.GetValues<Crash>().Length) Commit((Crash)(x / 100));
        return 3 * x;
    }

    internal static int Commit(Crash crash)
    {
        switch (crash)
        {
            case Crash.NativeFault: return (int)LengthOf(0);
            case Crash.ManagedFault: Marshal.WriteInt32(unchecked((nint)0x7000_0000_0000), 1); break;
            case Crash.Abort: Abort(); break;
            case Crash.Exit: Environment.Exit(0); break;
            case Crash.FailFast: Environment.FailFast("on purpose"); break;
            case Crash.StackOverflow: return Recurse(1);
            case Crash.Kill: _ = Raise(Killed); break;
            case Crash.Garbage: WriteToSocketsAndWait(); break;
            default: throw new ArgumentOutOfRangeException(nameof(crash));
        }

        return 0;
    }

    /// <summary>Takes memory of the collector's until there is none.</summary>
    internal static int AllocateManaged()
    {
        var kept = new List<byte[]>();
        while (true)
        {
            byte[] block = new byte[1 << 20];
            Array.Fill(block, (byte)1);
            kept.Add(block);
        }
    }

    /// <summary>Takes memory of the system's until there is none, and uses it.</summary>
    internal static unsafe int AllocateNative()
    {
        while (true) NativeMemory.Fill(NativeMemory.Alloc(1 << 20), 1 << 20, 1);
    }

    internal static int LoopForEver()
    {
        while (true) Thread.SpinWait(1000);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Recurse(int depth) => Recurse(depth + 1) + Recurse(depth + 2);

    private static void WriteToSocketsAndWait()
    {
        byte[] garbage = [.. Enumerable.Range(0, 64).Select(static i => (byte)(255 - i))];
        foreach (string path in Directory.GetFiles("/proc/self/fd"))
        {
            if (new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) != true) continue;
            _ = Write(int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture), garbage, garbage.Length);
        }

        // Over rings a result would not come behind the garbage, and might be read first.
        Thread.Sleep(Timeout.Infinite);
    }

    [LibraryImport("libc", EntryPoint = "strlen")]
    private static partial nint LengthOf(nint text);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);
}
