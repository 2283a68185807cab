using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaultyJobs;

/// <summary>The ways to fail.</summary>
internal static partial class Poison
{
    internal static void Take(PoisonWay way)
    {
        switch (way)
        {
            case PoisonWay.Exit0: Environment.Exit(0); break;
            case PoisonWay.Exit1: Environment.Exit(1); break;
            case PoisonWay.Exit99: Environment.Exit(99); break;
            case PoisonWay.Exit137: Environment.Exit(137); break;
            case PoisonWay.Kill: Process.GetCurrentProcess().Kill(); break;
            case PoisonWay.NativeFault: _ = Fill(0, 1, 1); break;
            case PoisonWay.ManagedFault: Marshal.WriteInt32(unchecked((nint)0x7000_0000_0000), 1); break;
            case PoisonWay.StackOverflow: _ = Recurse(1); break;
            case PoisonWay.FailFast: Environment.FailFast("on purpose"); break;
            case PoisonWay.OtherThread: new Thread(static () => throw new InvalidOperationException("on purpose")).Start(); break;
            case PoisonWay.AsyncVoid: ThrowLater(); break;
            case PoisonWay.Throw: throw new InvalidOperationException("on purpose");
            case PoisonWay.Spin: break;
            default: throw new ArgumentOutOfRangeException(nameof(way));
        }

        // Until the process has ended, or for ever.
        while (true) Thread.SpinWait(1000);
    }

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("on purpose");
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Recurse(int depth) => Recurse(depth + 1) + Recurse(depth + 2);

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial nint Fill(nint memory, int value, nint count);
}
