using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineRawNamedPipeTests() : InlineConformance(ChunkCodec.Raw, WireKind.NamedPipe);
