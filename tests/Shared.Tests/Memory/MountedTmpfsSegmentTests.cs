namespace Cluster.Tests.Memory;

/// <summary>Mounted by this process, which root may.</summary>
public sealed class MountedTmpfsSegmentTests() : TmpfsSegmentConformance(byProcess: false);
