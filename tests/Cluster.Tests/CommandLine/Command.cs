using System.Diagnostics;

namespace Cluster.Tests.CommandLine;

/// <summary>The <c>coordinator</c> program, run as a user runs it.</summary>
internal static class Command
{
    private static readonly Dictionary<string, string> Nothing = [];

    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "coordinator");

    internal static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(Nothing, arguments);

    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="arguments">Of the program.</param>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    internal static Process Start(params string[] arguments) => Start(Nothing, arguments);

    /// <inheritdoc cref="RunAsync(IReadOnlyDictionary{string, string}, string[])"/>
    internal static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A .NET process that is killed leaves the files of its diagnostics port; the tests kill many.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach ((string name, string value) in environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Ids of all processes that run the worker that lies beside these tests.</summary>
    internal static IReadOnlyList<int> Workers() => Running(Path.Combine(AppContext.BaseDirectory, "worker"));

    /// <summary>Ids of all processes that run the worker of another installation.</summary>
    internal static IReadOnlyList<int> Workers(string folder) => Running(Path.Combine(folder, "worker"));

    /// <summary>Ids of all processes at the other end of what <c>measure</c> measures.</summary>
    internal static IReadOnlyList<int> Peers() => [.. Running(Program).Where(static id => Arguments(id).Contains("peer"))];

    private static string[] Arguments(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static List<int> Running(string program)
    {
        var found = new List<int>();
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), out int id)) continue;
            try
            {
                if (new FileInfo(Path.Combine(process, "exe")).LinkTarget == program) found.Add(id);
            }
            catch (IOException)
            {
                // Ended while we looked.
            }
        }

        return found;
    }
}
