using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Leaving;

/// <summary>Ways for a program to end without a word to its pool.</summary>
internal static class Departure
{
    /// <summary>Ends this process, or returns an exit code for it to end with.</summary>
    internal static int By(string way)
    {
        switch (way)
        {
            case "return": return 0;
            case "throw": throw new InvalidOperationException("on purpose");
            case "throw-elsewhere": new Thread(static () => throw new InvalidOperationException("on purpose")).Start(); break;
            case "exit": Environment.Exit(3); break;
            case "fail-fast": Environment.FailFast("on purpose"); break;
            case "overflow": Recurse(1); break;
            case "kill": Process.GetCurrentProcess().Kill(); break;
            default: throw new ArgumentException($"no way to leave: {way}", nameof(way));
        }

        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Recurse(int depth) => Recurse(depth + 1) + Recurse(depth + 2);
}
