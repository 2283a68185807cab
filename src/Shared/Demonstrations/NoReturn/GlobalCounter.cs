namespace Cluster.Demonstrations.NoReturn;

/// <summary>The mistake: a variable of the program that every process has for itself.</summary>
/// <remarks>One thread per process counts.</remarks>
internal static class GlobalCounter
{
    public static long Value { get; set; }
}
