using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineMessagePackNamedPipeTests() : InlineConformance(ChunkCodec.MessagePack, WireKind.NamedPipe);
