namespace Cluster.Coordinator.Files;

/// <summary>How full a disk is.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes that the user may still write where the path is, or null when the system does not say.</summary>
    public static long? Free(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True when a write failed for want of space.</summary>
    // Windows: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL. Linux: ENOSPC, EDQUOT, EFBIG. macOS differs in EDQUOT.
    public static bool IsLack(Exception ex) => OperatingSystem.IsWindows()
        ? ex.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : ex.HResult is 28 or 27 || ex.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);
}
