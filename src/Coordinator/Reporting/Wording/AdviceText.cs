using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>Advice in sentences: what to use and why, and what not to expect.</summary>
internal sealed class AdviceText(JobAdvice advice)
{
    // Of what the workers could save at best; less than that needs an explanation.
    private const double WellDivided = 0.75;

    // Of a prediction; less than that needs none.
    private const double Notable = 0.05;

    // Of all cores, used by other programs while the constants were measured.
    private const double Disturbing = 0.1;

    /// <summary>What to use for repeated calls with workers that stay.</summary>
    internal string Repeated
    {
        get
        {
            Recommendation repeated = advice.Repeated;
            return repeated.Chosen.Mode == ExecutionMode.Sequential ? StaySequential(repeated) : Faster(repeated);
        }
    }

    /// <summary>What to use for a single call.</summary>
    internal string Once
    {
        get
        {
            (Forecast chosen, Forecast repeated) = (advice.Once.Chosen, advice.Repeated.Chosen);
            string time = Time(chosen.FirstCall.Middle);
            if (chosen.Mode == repeated.Mode && chosen.Workers == repeated.Workers)
                return $"For a single call the same: {time} with everything that is paid once.";
            double dearer = repeated.FirstCall.Middle - chosen.FirstCall.Middle, gain = chosen.Warm.Middle - repeated.Warm.Middle;
            string calls = gain > 0 && dearer > 0 ? $"; what {Name(repeated)} costs once pays off after {Math.Ceiling(dearer / gain) + 1:0} calls" : "";
            return $"For a single call: {Name(chosen)}, {time} with everything that is paid once{calls}.";
        }
    }

    /// <summary>How many chunks to hand out at a time; null where nothing is.</summary>
    internal string? Batch => advice.Batch switch
    {
        null => null,
        { Batch: { } batch } choice => $"Batch: {batch} chunks per message save {Units.Percent(1 - (choice.Seconds / advice.Repeated.Chosen.Warm.Middle))}: --batch {batch}.",
        { Largest: var largest } => $"Batch: leave it to the schedule; no other size saves 3%, and above {Units.Count(largest, "chunk")} per message workers wait for each other.",
    };

    /// <summary>What is to be known about the figures.</summary>
    internal IEnumerable<string> Remarks
    {
        get
        {
            MachineCosts machine = advice.Machine;
            if (machine.OthersShare > Disturbing)
                yield return $"Other programs used {Units.Percent(machine.OthersShare)} of the cores while this machine was measured: --refresh when it is idle.";
            if (advice.Circumstances is { BytesPerSecond: null } elsewhere && elsewhere.Cores != machine.Identity.Cores)
                yield return "No --bandwidth is given: the other machine's memory is taken to be no faster than the one here.";
            if (advice.Job.Job.StageCount is null) yield return "How many stages there will be depends on the data: the times are those of one.";
            if (advice.Job.Request.Files.Count > 0) yield return "The size is that of a file, so there are no other sizes to look at.";
        }
    }

    /// <summary>Where one mode begins to be faster than another, in a few words.</summary>
    internal static string Where(BreakEven one) => one switch
    {
        { From: null } => "never",
        { From: var from, To: null } => $"from {Size(from.Value)} on",
        { From: var from, To: { } to } => $"{Size(from.Value)} to {Size(to)}",
    };

    /// <summary>Why one mode is never faster than another.</summary>
    internal string WhyNever(BreakEven one)
    {
        (long least, long most) = (advice.Sizes[0].Size, advice.Sizes[^1].Size);
        string option = advice.Job.Definition.SizeOption!.Name;
        return $"{one.Faster.Word()} never overtakes {one.Than.Word()} for --{option} {Size(least)} to {Size(most)}: at best {Causes(one.AtLargest, one.FirstCall)}.";
    }

    /// <summary>Three digits and zeros, as the command line reads it.</summary>
    internal static string Size(long size)
    {
        long unit = 1;
        while (size / unit >= 1000) unit *= 10;
        return $"{(size + (unit / 2)) / unit * unit}";
    }

    private static string Name(Forecast forecast) => forecast.Mode switch
    {
        ExecutionMode.Sequential => "sequential",
        ExecutionMode.Threads => Units.Count(forecast.Workers, "thread"),
        _ => $"{forecast.Mode.Word()} with {Units.Count(forecast.Workers, "worker")}",
    };

    private static string Time(double seconds) => Units.Time(TimeSpan.FromSeconds(seconds));

    private string StaySequential(Recommendation repeated)
    {
        Forecast[] rest = [.. advice.Forecasts.Where(static one => one.Mode != ExecutionMode.Sequential)];
        // A single worker is no alternative to a single thread, unless it is all that is considered.
        Forecast other = rest.Where(one => one.Workers > 1 || rest[^1].Workers == 1).MinBy(static one => one.Warm.Middle)!;
        double ratio = other.Warm.Middle / repeated.Chosen.Warm.Middle;
        string comparison = ratio switch
        {
            > 1.05 => $"would take {Units.Factor(ratio)} as long",
            < 0.95 => $"would take {Units.Percent(ratio)} of that",
            _ => "would take as long",
        };
        return $"Stay sequential: {Time(repeated.Chosen.Warm.Middle)}. The best of the rest, {Name(other)}, {comparison}: {Causes(other, firstCall: false)}.";
    }

    private string Faster(Recommendation repeated)
    {
        Forecast chosen = repeated.Chosen;
        double factor = repeated.Sequential.Warm.Middle / chosen.Warm.Middle;
        string text = $"Use {Name(chosen)}: {Time(chosen.Warm.Middle)}, {Units.Factor(factor)} as fast as sequential: {Causes(chosen, firstCall: false)}.";
        return chosen.Mode == ExecutionMode.Threads ? $"{text} {Isolation(chosen)}" : $"{text} {AgainstThreads(chosen)}";
    }

    // What threads do not give, and what it would cost.
    private string Isolation(Forecast threads)
    {
        Forecast processes = advice.Forecasts.Where(static one => one.Mode.UsesProcesses()).MinBy(static one => one.Warm.Middle)!;
        double dearer = (processes.Warm.Middle / threads.Warm.Middle) - 1;
        string cost = dearer < Notable ? "as fast" : $"{Units.Percent(dearer)} slower";
        return $"Processes, which no crash takes down together, are {cost} ({Name(processes)}, {Time(processes.Warm.Middle)}).";
    }

    private string AgainstThreads(Forecast processes)
    {
        Forecast threads = advice.Forecasts.Where(static one => one.Mode == ExecutionMode.Threads).MinBy(static one => one.Warm.Middle)!;
        string why = advice.Chunk.CollectingShare > 0
            ? $": they share one garbage collector, which stops all of them {Units.Percent(advice.Chunk.CollectingShare)} of the time"
            : "";
        return $"{Name(threads)} would take {Units.Factor(threads.Warm.Middle / processes.Warm.Middle)} as long{why}.";
    }

    // What a prediction consists of beside computing that divides well.
    private string Causes(Forecast forecast, bool firstCall)
    {
        var causes = new List<string>();
        double seconds = firstCall ? forecast.FirstCall.Middle : forecast.Warm.Middle;
        if (firstCall) Add(forecast.FirstCall.Middle - forecast.Warm.Middle, "what is paid once takes");
        Add(forecast.Parts.Moving, "moving data takes");
        Add(forecast.Parts.Waking, "waking workers takes");
        Add(forecast.Parts.HandingOut, "handing out chunks takes");
        Add(forecast.Parts.Reducing, "combining partials takes");
        if (NotDivided(forecast) is { } undivided && forecast.Parts.Computing > seconds * WellDivided / 2) causes.Insert(0, undivided);
        return causes.Count == 0 ? "the work divides well and little comes on top" : string.Join(", ", causes.Take(3));

        void Add(double part, string doing)
        {
            if (part > seconds * Notable) causes.Add($"{doing} {Time(part)} ({Units.Percent(part / seconds)})");
        }
    }

    // Why several do not compute as much faster than one as they are more; null where they do.
    private string? NotDivided(Forecast forecast)
    {
        JobWork work = advice.Work;
        int able = (int)Math.Min(Math.Min(forecast.Workers, advice.Circumstances.Cores), int.MaxValue);
        double factor = advice.Repeated.Sequential.Parts.Computing / forecast.Parts.Computing;
        if (able == 1 || factor > able * WellDivided) return able == 1 && forecast.Workers == 1 ? "one worker computes no faster than one thread" : null;
        if (work.Chunks < able) return $"there are only {Units.Count(work.Chunks, "chunk")} to hand out";
        if (forecast.Mode == ExecutionMode.Threads && advice.Chunk.CollectingShare > 0)
            return $"one garbage collector stops all threads {Units.Percent(advice.Chunk.CollectingShare)} of the time";
        if (advice.Chunk.MemoryBytes > 0) return $"{able} cores compute only {Units.Factor(factor)} as fast as one, because the memory delivers no more";
        return $"{able} cores compute only {Units.Factor(factor)} as fast as one";
    }
}
