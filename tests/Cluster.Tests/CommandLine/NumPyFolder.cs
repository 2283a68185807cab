using System.Diagnostics;
using System.Globalization;

namespace Cluster.Tests.CommandLine;

/// <summary>A folder in which NumPy writes files, the program reads them and writes others, and NumPy or SciPy judges those.</summary>
internal sealed class NumPyFolder : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const int ModuleMissing = 77;

    // Errors are relative: of each number, or of an array whose numbers may be next to zero.
    private const string Functions = """
        import json, os, numpy as np
        def each(actual, expected):
            actual, expected = np.asarray(actual, float), np.asarray(expected, float)
            assert actual.shape == expected.shape, (actual.shape, expected.shape)
            return np.max(np.abs(actual - expected) / np.maximum(np.abs(expected), 1e-300), initial=0)
        def whole(actual, expected):
            actual, expected = np.asarray(actual, float).ravel(), np.asarray(expected, float).ravel()
            assert actual.shape == expected.shape, (actual.shape, expected.shape)
            return np.max(np.abs(actual - expected)) / np.max(np.abs(expected))

        """;

    // One line per mode.
    private const string Judgement = """
        output = np.load('output.npy') if os.path.exists('output.npy') else None
        for run in json.load(open('comparison.json'))['runs']: print(repr(float(error(run['result'], output))))
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("numpy-");

    private NumPyFolder()
    {
    }

    internal string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a script that has <c>np</c> and writes files to its folder. Skips the test without the module.</summary>
    internal static async Task<NumPyFolder> CreateAsync(string module, string script)
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed");
        var folder = new NumPyFolder();
        try
        {
            (int exit, _, string error) = await folder.PythonAsync(
                $"""
                try: import sys, numpy as np, {module}
                except ImportError as problem: sys.exit(print(problem, file=sys.stderr) or {ModuleMissing})
                {script}
                """);
            if (exit == ModuleMissing) Assert.Skip($"{Python} has no {module} (apt-get install python3-{module.Split('.')[0]}): {error}");
            Assert.True(exit == 0, error);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Lets the program compare modes, which must agree; the array result is that of the first.</summary>
    /// <param name="line">Arguments; those that name files of the folder are written <c>{A.npy}</c>.</param>
    /// <param name="hasOutput">Whether the job has an array result.</param>
    internal async Task CompareAsync(string line, bool hasOutput)
    {
        string[] arguments = [.. line.Split(' ').Select(word => word is ['{', .. var name, '}'] ? this[name] : word)];
        string[] output = hasOutput ? ["--output", this["output.npy"]] : [];
        (int exit, string document, string error) = await Command.RunAsync(["compare", .. arguments, .. output, "--json"]);
        Assert.True(exit == 0, $"{line}: {error}");
        await File.WriteAllTextAsync(this["comparison.json"], document);
    }

    /// <summary>The error of each mode's answer.</summary>
    /// <param name="statements">
    /// Define <c>error(result, output)</c>; they may use <c>each(actual, expected)</c> and <c>whole(actual, expected)</c>.
    /// </param>
    internal async Task<double[]> JudgeAsync(string statements)
    {
        (int exit, string output, string error) = await PythonAsync($"{Functions}\n{statements}\n{Judgement}");
        Assert.True(exit == 0, error);
        return [.. output.Split('\n').Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int ExitCode, string Output, string Error)> PythonAsync(string script)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", script])
        {
            WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), await error);
    }
}
