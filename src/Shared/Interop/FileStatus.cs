namespace Cluster.Interop;

/// <summary>What a path names, and whose it is.</summary>
/// <param name="UserId">Its owner.</param>
/// <param name="Mode">Kind and permissions, as in <c>st_mode</c>.</param>
internal readonly record struct FileStatus(uint UserId, uint Mode)
{
    private const uint KindMask = 0xf000;
    private const uint Directory = 0x4000;
    private const uint Link = 0xa000;
    private const uint Sticky = 0x200;
    private const uint PermissionMask = 0x1ff;

    internal bool IsDirectory => (Mode & KindMask) == Directory;

    internal bool IsLink => (Mode & KindMask) == Link;

    /// <summary>Of a directory: whoever may write to it may remove and rename only what is his own.</summary>
    internal bool IsSticky => (Mode & Sticky) != 0;

    /// <summary>The nine bits.</summary>
    internal UnixFileMode Permissions => (UnixFileMode)(Mode & PermissionMask);
}
