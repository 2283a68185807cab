using Cluster.Dispatch;

namespace Cluster.Calls;

/// <summary>What every worker runs first.</summary>
internal interface IInitializer
{
    /// <summary>Makes the call for one worker.</summary>
    /// <param name="factory">Of the pool.</param>
    /// <param name="completed">Told how it ended.</param>
    Call Call(CallFactory factory, Action<Exception?> completed);
}
