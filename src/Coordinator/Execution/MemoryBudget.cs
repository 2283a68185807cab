using Cluster.Faults;
using Cluster.Memory;

namespace Cluster.Coordinator.Execution;

/// <summary>Whether data will fit, asked before it is made.</summary>
internal static class MemoryBudget
{
    /// <param name="arrays">Bytes of each array; together they may exceed 63 bits.</param>
    /// <param name="what">All of them.</param>
    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with what is needed and what there is.</exception>
    internal static void Require(IEnumerable<long> arrays, string what)
    {
        Int128 bytes = arrays.Aggregate(Int128.Zero, static (sum, one) => sum + one);
        long available = Available();
        if (bytes <= available) return;
        throw new FaultException(FaultCode.OutOfMemory, $"{what} needs {bytes:N0} bytes, {available:N0} are available (choose a smaller size, or give a .npy file: it is mapped, not loaded)");
    }

    /// <inheritdoc cref="AvailableMemory.Bytes"/>
    internal static long Available() => AvailableMemory.Bytes();
}
