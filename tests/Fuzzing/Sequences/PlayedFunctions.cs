namespace Cluster.Fuzzing.Sequences;

/// <summary>What a played coordinator has its worker run.</summary>
internal static class PlayedFunctions
{
    internal static int Double(int number) => 2 * number;
}
