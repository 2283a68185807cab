namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What the constants of a machine were measured on; those of another are of no use.</summary>
internal sealed record MachineIdentity(string Cpu, int Cores, long MemoryBytes, string Kernel, string Runtime, string Build, int SocketBuffer);
