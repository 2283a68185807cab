using System.Diagnostics;
using System.Globalization;

namespace Cluster.Interop;

/// <summary>A process as a number that no later process gets: its id together with the time at which it started.</summary>
/// <remarks>
/// <code>
///  63 62 61        40 39             0
///  | 00 | process id | time of start |     in clock ticks since the machine was started; 0 is nobody
/// </code>
/// The top bits are free for those who keep the number in a word of a lock. Only processes that see each other's ids can be told apart.
/// </remarks>
internal static class ProcessIdentity
{
    // Linux gives no id of 2²² or more; 40 bits of hundredths of a second are 348 years.
    private const int StartBits = 40;
    private const ulong StartMask = (1UL << StartBits) - 1;
    private const ulong IdMask = (1UL << 22) - 1;

    /// <summary>Number of this process.</summary>
    internal static ulong Own { get; } = Of(Environment.ProcessId) ?? ((ulong)Environment.ProcessId & IdMask) << StartBits;

    internal static int ProcessId(ulong identity) => (int)((identity >> StartBits) & IdMask);

    /// <summary>Whether the process still runs. One that has ended and was not waited for yet does not.</summary>
    internal static bool IsAlive(ulong identity) => identity == Own || Of(ProcessId(identity)) == identity;

    private static ulong? Of(int processId) =>
        (OperatingSystem.IsLinux() ? LinuxStart(processId) : OtherStart(processId)) is { } start
            ? (((ulong)processId & IdMask) << StartBits) | (start & StartMask)
            : null;

    private static ulong? LinuxStart(int processId)
    {
        try
        {
            string line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // id (name, which may hold anything) state …; the start is the 22nd field, the state the third.
            string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : ulong.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ulong? OtherStart(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.HasExited ? null : (ulong)(process.StartTime.ToUniversalTime().Ticks / (TimeSpan.TicksPerMillisecond * 10));
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
