namespace Cluster.Tests.Pools.Crashes;

/// <summary>A value whose own code, which runs while it travels, goes wrong where it says.</summary>
internal sealed class Trap
{
    private int _value;

    /// <summary>Whether this process is the program. Nobody sets it in a worker.</summary>
    internal static bool IsProgram { get; set; }

    public TrapAt At { get; set; }

    /// <summary>Null to throw.</summary>
    public Crash? How { get; set; }

    // The last: what it does depends on the others.
    public int Value
    {
        get
        {
            GoOffAt(IsProgram ? TrapAt.WritingInProgram : TrapAt.WritingInWorker);
            return _value;
        }

        set
        {
            GoOffAt(IsProgram ? TrapAt.ReadingInProgram : TrapAt.ReadingInWorker);
            _value = value;
        }
    }

    /// <summary>Made in a worker, so that it goes off at the next step at the earliest.</summary>
    internal static Trap Make(TrapAt at, Crash? how, int value)
    {
        var trap = new Trap { How = how, Value = value };
        trap.At = at;
        return trap;
    }

    internal int Peek() => _value;

    private void GoOffAt(TrapAt here)
    {
        if (here != At) return;
        if (How is { } crash) CrashingTasks.Commit(crash);
        throw new InvalidOperationException($"a trap, {here}");
    }
}
