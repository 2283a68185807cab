namespace Cluster.OwnJobs;

/// <summary>What a user writes for a job of an own assembly: <c>./MyJobs.dll:Namespace.WordCount</c>.</summary>
/// <param name="Path">Of the assembly, as it was written.</param>
/// <param name="Type">Full name of the definition; null where only the assembly is named.</param>
internal readonly record struct OwnJobName(string Path, string? Type)
{
    private const string Extension = ".dll";

    /// <summary>Whether a text is such a name, and not that of a built-in job, which has neither folders nor an extension.</summary>
    internal static bool IsOne(string text) => text is not ['-', ..] && (
        text.AsSpan().ContainsAny('/', '\\') || text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ||
        text.Contains($"{Extension}:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Cuts at the last colon: a path may have others, the name of a type has none.</summary>
    internal static OwnJobName Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return new OwnJobName(text, null);
        return new OwnJobName(text[..colon], colon == text.Length - 1 ? null : text[(colon + 1)..]);
    }
}
