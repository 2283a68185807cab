namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What the constants of a machine were measured on; those of another are of no use.</summary>
/// <param name="Cpu">Its name.</param>
/// <param name="Cores">Logical ones.</param>
/// <param name="MemoryBytes">All of it.</param>
/// <param name="Kernel">Its version.</param>
/// <param name="Runtime">Its version.</param>
/// <param name="Build">Of coordinator and worker.</param>
/// <param name="SocketBuffer">Bytes that were asked for.</param>
/// <param name="Pages">Those of a large input that workers map, which take most of the time.</param>
internal sealed record MachineIdentity(
    string Cpu, int Cores, long MemoryBytes, string Kernel, string Runtime, string Build, int SocketBuffer, string Pages);
