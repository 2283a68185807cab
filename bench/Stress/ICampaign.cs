namespace Cluster.Stress;

/// <summary>One way to do harm, many times, and what must be right in spite of it.</summary>
internal interface ICampaign
{
    /// <summary>On the command line, and in the table.</summary>
    string Name { get; }

    /// <summary>What is done, in a few words.</summary>
    string Summary { get; }

    /// <summary>What the times of the table are: from what to what.</summary>
    string Times { get; }

    /// <summary>Runs it. What is wrong is told to <paramref name="run"/>; an exception fails the campaign as a whole.</summary>
    /// <param name="run">Seeds, sizes, counts; says when to stop.</param>
    Task RunAsync(CampaignRun run);
}
