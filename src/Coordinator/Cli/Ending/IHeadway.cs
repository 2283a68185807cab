namespace Cluster.Coordinator.Cli.Ending;

/// <summary>How far a call has come, for the progress line.</summary>
/// <remarks>Any thread may look.</remarks>
internal interface IHeadway
{
    /// <summary>What is going on, and how much of it is done; from 0 to 1.</summary>
    (string What, double Fraction) Now { get; }
}
