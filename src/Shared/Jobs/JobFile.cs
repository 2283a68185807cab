namespace Cluster.Jobs;

/// <summary>A file that a run may be given, as it appears on the command line.</summary>
/// <param name="Option">Without dashes: <c>input2</c>.</param>
/// <param name="Help">One line: what the array in it is.</param>
/// <param name="ReplacesGenerated">
/// True when nothing is generated beside it, so that options which say how input is generated mean nothing.
/// </param>
/// <param name="Content">What such a file holds.</param>
public sealed record JobFile(string Option, string Help, bool ReplacesGenerated = true, JobFileContent Content = JobFileContent.Array)
{
    /// <summary>The file of a job that reads one.</summary>
    public const string Input = "input";

    /// <summary>The second of a job that reads two alike.</summary>
    public const string Input2 = "input2";
}
