using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Reporting.Wording;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>Advice for people: what to use first, then what it rests on.</summary>
internal static class AdviceTable
{
    private const string None = "-";

    internal static void Write(IAnsiConsole console, JobAdvice advice)
    {
        var text = new PlainText(console.Profile.Out.Writer, console.Profile.Width);
        var words = new AdviceText(advice);
        PreparedJob job = advice.Job;
        text.Rows(
        [
            ("job", job.Definition.Name),
            ("input", job.InputDescription),
            ("work", $"{Units.Count(advice.Work.Chunks, "chunk")}{(advice.Work.Stages > 1 ? $" in each of {advice.Work.Stages} stages" : "")}, " +
                $"{Time(advice.Chunk.Computing.At(1).Middle)} of computing each"),
            ("machine", MachineOf(advice)),
        ]);
        Predictions(advice).Write(console);
        Parts(advice).Write(console);
        if (advice.Ranks.Count > 0) Ranks(advice).Write(console);
        text.Paragraph(words.Repeated);
        text.Paragraph(words.Once);
        if (words.Batch is { } batch) text.Paragraph(batch);
        foreach (string remark in words.Remarks) text.Paragraph(remark);
        if (advice.BreakEvens.Count > 0) WriteBreakEvens(console, text, advice, words);
        if (advice.Verification.Count > 0) WriteVerification(console, text, advice);
    }

    private static string MachineOf(JobAdvice advice)
    {
        string constants = advice.MeasuredNow ? $"measured now, kept in {advice.CachePath ?? "no file"}" : $"as kept in {advice.CachePath}";
        int here = advice.Machine.Identity.Cores;
        string own = $"{Units.Count(here, "core")}, {Gigabytes(advice.Machine.ReadBytesPerSecond.At(here).Middle)}, {constants}";
        Circumstances target = advice.Circumstances;
        if (target.Cores == here && target.BytesPerSecond is null) return own;
        double bandwidth = target.BytesPerSecond ?? advice.Machine.ReadBytesPerSecond.At(here).Middle;
        return $"another one with {Units.Count(target.Cores, "core")}, {Gigabytes(bandwidth)}; from this one: {own}";
    }

    private static Grid Predictions(JobAdvice advice)
    {
        var grid = new Grid("predicted", ["workers", "time", "from", "to", "speedup", "single call"]);
        double sequential = advice.Repeated.Sequential.Warm.Middle;
        foreach (Forecast one in advice.Forecasts)
        {
            grid.Add(one.Mode.Word(),
            [
                $"{one.Workers}", Time(one.Warm.Middle), Time(one.Warm.Low), Time(one.Warm.High), Units.Factor(sequential / one.Warm.Middle),
                Time(one.FirstCall.Middle),
            ]);
        }

        return grid;
    }

    private static Grid Parts(JobAdvice advice)
    {
        var grid = new Grid("consists of", ["workers", "computing", "moving", "handing out", "waking", "reducing"]);
        foreach (Forecast one in advice.Forecasts)
        {
            grid.Add(one.Mode.Word(),
            [
                $"{one.Workers}", Part(one.Parts.Computing), Part(one.Parts.Moving), Part(one.Parts.HandingOut), Part(one.Parts.Waking), Part(one.Parts.Reducing),
            ]);
        }

        return grid;
    }

    private static Grid Ranks(JobAdvice advice)
    {
        var grid = new Grid("with mpirun", ["each", "time", "speedup", "broadcast", "gather", "reducing"]);
        double sequential = advice.Repeated.Sequential.Warm.Middle;
        foreach (RankForecast one in advice.Ranks)
        {
            grid.Add(Units.Count(one.Ranks, "rank"),
            [
                $"{one.Each.Mode.Word()}, {one.Each.Workers}", Time(one.Warm.Middle), Units.Factor(sequential / one.Warm.Middle), Part(one.Broadcast),
                Part(one.Gather), Part(one.Reducing),
            ]);
        }

        return grid;
    }

    private static void WriteBreakEvens(IAnsiConsole console, PlainText text, JobAdvice advice, AdviceText words)
    {
        var grid = new Grid($"faster, by --{advice.Job.Definition.SizeOption!.Name}", ["repeated", "single call"]);
        foreach (IGrouping<(ExecutionMode, ExecutionMode), BreakEven> pair in advice.BreakEvens.GroupBy(static one => (one.Faster, one.Than)))
            grid.Add($"{pair.Key.Item1.Word()} than {pair.Key.Item2.Word()}", [.. pair.OrderBy(static one => one.FirstCall).Select(AdviceText.Where)]);
        grid.Write(console);
        foreach (BreakEven never in advice.BreakEvens.Where(static one => one is { From: null, FirstCall: false })) text.Paragraph(words.WhyNever(never));
    }

    private static void WriteVerification(IAnsiConsole console, PlainText text, JobAdvice advice)
    {
        var grid = new Grid("verified", ["workers", "predicted", "measured", "min", "max", "error"]);
        foreach (Verified one in advice.Verification)
        {
            grid.Add(one.Predicted.Mode.Word(),
            [
                $"{one.Predicted.Workers}", Time(one.Predicted.Warm.Middle), Units.Time(one.Measured.Median), Units.Time(one.Measured.Minimum),
                Units.Time(one.Measured.Maximum), $"{(one.Error < 0 ? "-" : "+")}{Units.Percent(Math.Abs(one.Error))}",
            ]);
        }

        grid.Write(console);
        text.Paragraph(Conclusion.Of(Comparison.Of([.. advice.Verification.Select(static one => one.Measured)])).First());
    }

    private static string Time(double seconds) => Units.Time(TimeSpan.FromSeconds(seconds));

    private static string Part(double seconds) => seconds > 0 ? Time(seconds) : None;

    private static string Gigabytes(double bytesPerSecond) => $"{Units.Digits(bytesPerSecond / 1e9)} GB/s";
}
