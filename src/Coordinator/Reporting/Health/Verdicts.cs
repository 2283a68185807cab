namespace Cluster.Coordinator.Reporting.Health;

internal static class Verdicts
{
    internal static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Note => "note",
        _ => "problem",
    };
}
