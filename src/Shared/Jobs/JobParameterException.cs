namespace Cluster.Jobs;

/// <summary>A job option has a value that the job cannot work with.</summary>
/// <param name="option">Without dashes.</param>
/// <param name="why">What is wrong and what would be right.</param>
public sealed class JobParameterException(string option, string why) : Exception($"--{option}: {why}")
{
    /// <summary>Without dashes.</summary>
    public string Option { get; } = option;
}
