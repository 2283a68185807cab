namespace Cluster.Demonstrations.Oversubscribe;

/// <summary>How a process divides a matrix among threads.</summary>
internal enum Division
{
    /// <summary>So many threads share each row and meet at its end, as those of a threaded BLAS do at the end of each operation.</summary>
    Team,

    /// <summary>A thread for every row.</summary>
    Row,

    /// <summary>A thread for every cell.</summary>
    Cell,
}
