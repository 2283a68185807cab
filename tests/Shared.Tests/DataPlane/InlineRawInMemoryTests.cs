using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineRawInMemoryTests() : InlineConformance(ChunkCodec.Raw, WireKind.InMemory);
