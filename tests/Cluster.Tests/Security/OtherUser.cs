using System.Diagnostics;

namespace Cluster.Tests.Security;

/// <summary>Runs Python as a user who has nothing to do with this one.</summary>
internal static class OtherUser
{
    // Debian's nobody.
    private const string Id = "65534";

    /// <summary>Why it cannot be run here; null if it can.</summary>
    internal static string? Missing =>
        !OperatingSystem.IsLinux() ? "needs Linux" :
        !Environment.IsPrivilegedProcess ? "needs root, to act as another user" :
        !File.Exists("/usr/bin/setpriv") || !File.Exists("/usr/bin/python3") ? "needs setpriv and python3" : null;

    /// <summary>Runs a script; what it printed last, and its exit code.</summary>
    internal static async Task<(int ExitCode, string Said)> RunAsync(string script)
    {
        var info = new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", Id, "--regid", Id, "--clear-groups", "/usr/bin/python3", "-c", script])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/",
        };
        using Process process = Process.Start(info)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said).Trim().Split('\n')[^1]);
    }
}
