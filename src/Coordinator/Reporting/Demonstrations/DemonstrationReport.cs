namespace Cluster.Coordinator.Reporting.Demonstrations;

/// <summary>A demonstration that was run.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">The mistake in a few words.</param>
/// <param name="Source">Document, set-up and figures of the original.</param>
/// <param name="Lesson">What it showed.</param>
/// <param name="Time">What it took.</param>
internal sealed record DemonstrationReport(string Name, string Title, string Source, Lesson Lesson, TimeSpan Time);
