using Cluster.TestKit;

namespace Cluster.Tests.Transport;

public sealed class RingConnectionTests() : ConnectionConformance(WireKind.Ring);
