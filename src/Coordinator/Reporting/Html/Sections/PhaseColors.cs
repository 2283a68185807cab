namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>Each phase has one colour on the whole page.</summary>
internal static class PhaseColors
{
    // The rare ones at the ends of a run share theirs; waiting is grey.
    internal static int Of(string phase) => phase switch
    {
        "compute" => 0,
        "serialize" => 1,
        "map" => 2,
        "deserialize" => 3,
        "collect" => 4,
        "transfer" => 5,
        "reduce" => 6,
        "spawn" => 7,
        "publish" or "teardown" => 8,
        _ => 9,
    };
}
