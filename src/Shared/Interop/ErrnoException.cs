namespace Cluster.Interop;

/// <summary>A system call failed.</summary>
/// <param name="call">Its name in the manual.</param>
/// <param name="subject">What it was called on.</param>
/// <param name="number">The value of <c>errno</c>.</param>
internal sealed class ErrnoException(string call, string subject, int number)
    : IOException($"{call} {subject}: {Errno.Text(number)} (errno {number}{Errno.Remedy(call, number)})")
{
    public int Number { get; } = number;
}
