using System.Text;

namespace Cluster.Coordinator.Files;

/// <summary>A file that cannot be read or written as asked.</summary>
/// <remarks>
/// The message is <c>subject: what (remedy)</c> on one line, as the command line prints it after <c>error: </c>. Control characters, which
/// a file name or a damaged header may hold, are shown as <c>?</c>, so that no file can move the cursor of the terminal.
/// </remarks>
/// <param name="subject">The file, as the user named it.</param>
/// <param name="what">What is wrong and where: a byte offset, a field, or a line and column.</param>
/// <param name="remedy">What to do next.</param>
internal sealed class FileProblemException(string subject, string what, string remedy, Exception? cause = null)
    : Exception($"{Printable(subject)}: {Printable(what)} ({Printable(remedy)})", cause)
{
    public string Subject { get; } = Printable(subject);

    public string What { get; } = Printable(what);

    public string Remedy { get; } = Printable(remedy);

    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (char character in text) shown.Append(char.IsControl(character) ? '?' : character);
        return shown.ToString();
    }
}
