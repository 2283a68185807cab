namespace Cluster.Jobs;

/// <summary>A file is missing, or what it holds does not fit the job or the other files.</summary>
/// <param name="option">Of the file, without dashes.</param>
/// <param name="what">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class JobFileException(string option, string what, string remedy) : Exception($"--{option}: {what} ({remedy})")
{
    /// <summary>Of the file, without dashes.</summary>
    public string Option { get; } = option;

    /// <summary>What is wrong.</summary>
    public string What { get; } = what;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
