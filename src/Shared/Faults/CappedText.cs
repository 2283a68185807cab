using System.Globalization;

namespace Cluster.Faults;

/// <summary>Texts of somebody else's code, cut to what helps to find a cause.</summary>
/// <remarks>Cut where they are made, so that no frame gets large, and again where they arrive. What was cut once is short enough not to be cut again.</remarks>
internal static class CappedText
{
    /// <summary>Characters of a type's name, a message or a stack trace.</summary>
    internal const int Limit = 16 << 10;

    // "… [2,147,483,647 characters more]". No round brackets: at the end of a message they hold what to do.
    private const int RoomForMark = 40;

    /// <summary>The text, or its beginning and how much more there was.</summary>
    internal static string Of(string text)
    {
        if (text.Length <= Limit) return text;
        int kept = Limit - RoomForMark;
        // Half of a pair is no character.
        if (char.IsHighSurrogate(text[kept - 1])) kept--;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, kept)}… [{text.Length - kept:N0} characters more]");
    }

    /// <inheritdoc cref="Of(string)"/>
    internal static string? OfOptional(string? text) => text is null ? null : Of(text);
}
