namespace MessagePack.Formatters;

/// <summary>Notes on an exception which member was being written or read when it was thrown.</summary>
/// <remarks>
/// Called from exception filters, which do not unwind: a member wrapped around a member around a member costs nothing more than the
/// innermost one, also at the greatest depth that hostile bytes may reach.
/// </remarks>
internal static class FailureSite
{
    private const string Slot = "MessagePack.Member";

    /// <summary>Always false: the filter lets the exception pass.</summary>
    public static bool Note(Exception exception, Type type, string member)
    {
        if (!exception.Data.Contains(Slot)) exception.Data[Slot] = $"{type.FullName}.{member}";
        return false;
    }

    public static string Describe(Exception exception) =>
        exception.Data.Contains(Slot) ? $" {exception.Data[Slot]}: {exception.Message}" : $" {exception.Message}";
}
