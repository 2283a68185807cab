namespace Cluster.TestKit.Crashes;

/// <summary>What a worker that is made to fail works on, and with it the messages that the points are in.</summary>
public enum FaultTraffic
{
    /// <summary>A job whose arrays are mapped, and whose chunks are sent.</summary>
    Shared,

    /// <summary>A job whose arrays are mapped, and whose chunks workers take from a board.</summary>
    Board,

    /// <summary>A job whose arrays travel.</summary>
    Pipe,

    /// <summary>Tasks of a program.</summary>
    Tasks,
}
