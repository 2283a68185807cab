using Cluster.TestKit;

namespace Cluster.Tests.Transport;

public sealed class InMemoryConnectionTests() : ConnectionConformance(WireKind.InMemory);
