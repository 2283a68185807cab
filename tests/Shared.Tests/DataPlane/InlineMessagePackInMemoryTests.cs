using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineMessagePackInMemoryTests() : InlineConformance(ChunkCodec.MessagePack, WireKind.InMemory);
