namespace Cluster.Tests.Memory;

/// <summary>Mounted in namespaces of another process, as a user does who is not root.</summary>
public sealed class UnprivilegedTmpfsSegmentTests() : TmpfsSegmentConformance(byProcess: true);
