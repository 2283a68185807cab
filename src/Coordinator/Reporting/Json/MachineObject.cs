using System.Text.Json;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>What a document was measured on.</summary>
internal static class MachineObject
{
    internal static void Write(Utf8JsonWriter writer, Machine machine)
    {
        writer.WriteStartObject("machine");
        writer.WriteString("cpu", machine.Cpu);
        writer.WriteNumber("cores", machine.Cores);
        writer.WriteNumber("memoryBytes", machine.MemoryBytes);
        writer.WriteString("os", machine.OperatingSystem);
        writer.WriteString("runtime", machine.Runtime);
        writer.WriteString("kernel", machine.Kernel);
        writer.WriteEndObject();
    }
}
