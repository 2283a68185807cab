using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineJsonInMemoryTests() : InlineConformance(ChunkCodec.Json, WireKind.InMemory);
