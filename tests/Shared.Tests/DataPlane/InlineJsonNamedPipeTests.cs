using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

public sealed class InlineJsonNamedPipeTests() : InlineConformance(ChunkCodec.Json, WireKind.NamedPipe);
