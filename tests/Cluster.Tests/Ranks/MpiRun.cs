using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary><c>mpirun</c> with the <c>coordinator</c> program, as a user runs it.</summary>
internal static class MpiRun
{
    internal const string Program = "/usr/bin/mpirun";

    // More ranks than cores, by root, and not each on one core: what a test needs and a cluster does not.
    private static readonly string[] Always = ["--oversubscribe", "--bind-to", "none"];

    /// <summary>Skips the test where Open MPI is not installed.</summary>
    internal static void Require()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed (apt-get install openmpi-bin)");
        bool hasLibrary = NativeLibrary.TryLoad("libmpi.so.40", out nint library);
        Assert.SkipUnless(hasLibrary, "libmpi.so.40 is not installed (apt-get install libopenmpi3)");
        NativeLibrary.Free(library);
    }

    internal static Task<(int ExitCode, string Output, string Error)> RunAsync(int ranks, params string[] arguments) =>
        RunAsync([.. Count(ranks), Command.Program, .. arguments], new Dictionary<string, string>());

    /// <param name="arguments">Of <c>mpirun</c>, behind what every test has.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        using Process process = Start(arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }

    internal static Process Start(string[] arguments, IReadOnlyDictionary<string, string> environment) => Start(Program, [.. Always, .. arguments], environment);

    /// <summary>A program that becomes <c>mpirun</c>.</summary>
    internal static Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = info.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    internal static string[] Count(int ranks) => ["-n", ranks.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The error lines of the program; <c>mpirun</c> has some of its own to say.</summary>
    internal static string[] Errors(string error) =>
        [.. error.Split('\n').Where(static line => line.StartsWith("error:", StringComparison.Ordinal))];

    /// <summary>What a job's processes may leave on this machine beside their own: session directories of <c>mpirun</c>, and MPI's shared memory.</summary>
    internal static IReadOnlyList<string> Remains() =>
    [
        .. Directory.EnumerateDirectories(Path.GetTempPath(), "ompi.*").SelectMany(Directory.EnumerateFileSystemEntries),
        .. Directory.EnumerateFiles("/dev/shm", "vader_segment*"),
    ];
}
