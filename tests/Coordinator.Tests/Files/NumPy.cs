using System.Diagnostics;

namespace Cluster.Coordinator.Files;

/// <summary>The real NumPy, as a judge of what was written.</summary>
internal static class NumPy
{
    // Debian's Python first: another one on the path often comes without NumPy.
    private static readonly Lazy<string?> Interpreter = new(() =>
        new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(name => Run(name, "import numpy", []) is (0, _)));

    /// <summary>Runs a script that has <c>np</c>, <c>sys</c> and <c>io</c>; skips the test where there is no NumPy.</summary>
    /// <returns>What it printed.</returns>
    public static string Evaluate(string script, params string[] arguments)
    {
        Assert.SkipWhen(Interpreter.Value is null, "NumPy is not installed (python3 -c 'import numpy' fails)");
        (int exitCode, string output) = Run(Interpreter.Value!, "import numpy as np, sys, io\n" + script, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static (int ExitCode, string Output) Run(string interpreter, string script, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(interpreter, ["-c", script, .. arguments])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception ex)
        {
            return (-1, ex.Message);
        }
    }
}
