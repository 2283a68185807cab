using MessagePack;

namespace Cluster.Tests.Serialization;

internal delegate void WriteAction(ref MessagePackWriter writer);
