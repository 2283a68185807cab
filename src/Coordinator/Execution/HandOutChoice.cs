namespace Cluster.Coordinator.Execution;

/// <summary>How the chunks of mode <see cref="ExecutionMode.Shared"/> get to the workers. Never changes a result, only its time.</summary>
internal enum HandOutChoice
{
    /// <summary>Workers take them from a board in shared memory where the job allows it, and are sent them where it does not.</summary>
    Self,

    /// <summary>Batches and partials are messages.</summary>
    Messages,
}
