using System.ComponentModel;
using System.Diagnostics;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>Mounts a tmpfs where this process may not: in a user and a mount namespace of another one, which ends at once.</summary>
/// <remarks>
/// A program with threads cannot enter a user namespace, and .NET always has some; so it is the system's own <c>unshare</c>, <c>sh</c> and
/// <c>mount</c>, which take 6 to 8 ms. Nobody but they see the mount. It stays for as long as somebody has a descriptor or a mapping of it.
/// Their standard input ends with this process, however that ends, and they with it.
/// <code>
///  unshare -Urm sh:  mount tmpfs ─ w ← files are made here      this process:  open /proc/&lt;sh&gt;/root/…/w and …/r
///                                └ r ← the same, read-only                     end of standard input → sh and its namespaces end
/// </code>
/// </remarks>
internal static class MountingProcess
{
    private const string Ready = "ready";

    // The first argument is the directory that is mounted over; read waits for the end of standard input.
    private const string Script =
        "mount -n -t tmpfs -o nosuid,nodev,noexec,mode=0700,size=0,huge=within_size cluster \"$1\" && mkdir \"$1/w\" \"$1/r\" && " +
        "mount -n --bind \"$1/w\" \"$1/r\" && mount -n -o remount,bind,ro,nosuid,nodev,noexec \"$1/r\" && echo " + Ready + " && read -r _";

    // Far more than it takes: a machine that is so slow goes without.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly string[] Programs = ["/usr/bin/unshare", "/bin/unshare"];
    private static readonly string[] Places = ["/tmp", "/var/tmp", "/mnt", "/run"];

    /// <summary>Two views of one directory, which the caller owns: one for making files, one that nothing can be written through.</summary>
    /// <exception cref="IOException">The system has no such programs, or does not allow it.</exception>
    internal static (SafeFileHandle Writing, SafeFileHandle Reading) Run()
    {
        string program = Programs.FirstOrDefault(File.Exists) ?? throw new IOException("there is no unshare");
        string place = Places.FirstOrDefault(Directory.Exists) ?? throw new IOException("there is no directory to mount it on");
        var info = new ProcessStartInfo(program, ["-Urm", "sh", "-c", Script, "sh", place])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // The system's own programs, whatever the user's are.
        info.Environment.Clear();
        info.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        using var process = new Process { StartInfo = info };
        try
        {
            process.Start();
        }
        catch (Win32Exception ex)
        {
            throw new IOException($"unshare cannot be started: {ex.Message}", ex);
        }

        using var limit = new Timer(_ => End(process), null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            if (process.StandardOutput.ReadLine() != Ready)
                throw new IOException($"unshare and mount: {process.StandardError.ReadToEnd().Trim()}");
            return Open($"/proc/{process.Id}/root{place}");
        }
        finally
        {
            process.StandardInput.Close();
            process.WaitForExit();
        }
    }

    private static (SafeFileHandle Writing, SafeFileHandle Reading) Open(string mounted)
    {
        SafeFileHandle writing = LinuxMount.OpenDirectory($"{mounted}/w");
        try
        {
            return (writing, LinuxMount.OpenDirectory($"{mounted}/r"));
        }
        catch
        {
            writing.Dispose();
            throw;
        }
    }

    private static void End(Process process)
    {
        try
        {
            // With what it has started: that has its output open, whose end is waited for.
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ex) when (ex is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }
}
