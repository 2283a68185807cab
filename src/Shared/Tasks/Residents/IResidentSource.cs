namespace Cluster.Tasks.Residents;

/// <summary>Knows the values that stay with a worker.</summary>
internal interface IResidentSource
{
    /// <summary>The value of a number; null if it is not there.</summary>
    ResidentSlot? Find(long id);
}
