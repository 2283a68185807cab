namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary>Steps and paging by the names that they have in tables and documents.</summary>
internal static class MemoryWords
{
    internal static string Words(this Paging paging) => paging switch
    {
        Paging.WhenTouched => "4 KiB, when touched",
        Paging.Ahead => "4 KiB, ahead",
        _ => "2 MiB",
    };

    internal static string Words(this MemoryStep step) => step switch
    {
        MemoryStep.Create => "create",
        MemoryStep.Reserve => "reserve",
        MemoryStep.Populate => "populate",
        MemoryStep.FirstTouch => "first touch",
        MemoryStep.Attach => "attach",
        MemoryStep.PopulateAttached => "populate attached",
        MemoryStep.FirstTouchAttached => "first touch attached",
        MemoryStep.WarmRead => "warm read",
        _ => "release",
    };
}
