namespace Cluster.Coordinator.Reporting.Health;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="What">What was found, with figures.</param>
/// <param name="Remedy">What to do about it; null if nothing is to be done.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string What, string? Remedy = null)
{
    internal static Finding Ok(string subject, string what) => new(subject, Verdict.Ok, what);

    internal static Finding Note(string subject, string what, string remedy) => new(subject, Verdict.Note, what, remedy);

    internal static Finding Problem(string subject, string what, string remedy) => new(subject, Verdict.Problem, what, remedy);
}
