namespace Cluster.Tests.Hosting;

/// <summary>Tasks that end when they are told to.</summary>
internal static class Gates
{
    /// <summary>Sets 0 to 1 when it begins, and waits for 2.</summary>
    internal static int Pass(SharedValue<int> gate)
    {
        gate.Value = 1;
        while (gate.Value != 2) Thread.Yield();
        return 1;
    }
}
