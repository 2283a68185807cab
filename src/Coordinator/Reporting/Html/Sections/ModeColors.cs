namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>Each mode has one colour, and so one mark, on the whole page.</summary>
internal static class ModeColors
{
    internal static int Of(string mode) => mode switch
    {
        "threads" => 0,
        "pipe" => 1,
        "shared" => 2,
        _ => 3,
    };
}
