using MessagePack;

namespace Cluster.Calls;

/// <summary>The result of a function that gives none.</summary>
internal readonly struct Unit;
