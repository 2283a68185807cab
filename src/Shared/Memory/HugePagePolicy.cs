using System.Globalization;

namespace Cluster.Memory;

/// <summary>Where the kernel uses pages of 2 MiB without being asked, where when asked (<c>madvise</c>), and where not at all.</summary>
/// <param name="Anonymous">For memory of one process: <c>always</c>, <c>madvise</c>, <c>never</c>; null where it is not known.</param>
/// <param name="Shared">For memory files: also <c>within_size</c>, <c>advise</c>, <c>deny</c>, <c>force</c>; null likewise.</param>
internal sealed record HugePagePolicy(string? Anonymous, string? Shared)
{
    /// <summary>Directory of the settings.</summary>
    internal const string Root = "/sys/kernel/mm/transparent_hugepage/";

    private const string ReservedRoot = "/sys/kernel/mm/hugepages/hugepages-2048kB/";

    internal bool AllowsAnonymous => Anonymous is not (null or "never");

    internal bool AllowsShared => Shared is not (null or "never" or "deny");

    internal static HugePagePolicy Read() => new(Chosen("enabled"), Chosen("shmem_enabled"));

    /// <summary>Bytes in pages of 2 MiB that the administrator has set aside and that nobody has or was promised.</summary>
    internal static long FreeReserved() => Math.Max(0, Reserved("free_hugepages") - Reserved("resv_hugepages")) * HugePages.Size;

    private static long Reserved(string file)
    {
        try
        {
            return long.Parse(File.ReadAllText(ReservedRoot + file), CultureInfo.InvariantCulture);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }

    // The chosen word of a list like "always [madvise] never".
    private static string? Chosen(string file)
    {
        try
        {
            string words = File.ReadAllText(Root + file);
            int open = words.IndexOf('[', StringComparison.Ordinal);
            return open < 0 ? null : words[(open + 1)..words.IndexOf(']', StringComparison.Ordinal)];
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
