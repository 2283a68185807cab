using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cluster.Tests.Workloads;

/// <summary>Answers of NumPy and SciPy, where they are installed.</summary>
internal static class PythonReference
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs statements that make an array <c>y</c> of doubles from an array <c>x</c>. Skips the test without the module.</summary>
    public static async Task<double[]> ComputeAsync(string module, string statements, double[] x)
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed.");
        (bool hasModule, _, string problem) = await RunAsync($"import numpy, {module}", []);
        if (!hasModule) Assert.Skip($"{Python} has no {module} (python3-{module}): {problem}");
        string script = $"""
            import sys, numpy
            x = numpy.frombuffer(sys.stdin.buffer.read())
            {statements}
            sys.stdout.buffer.write(numpy.ascontiguousarray(y).tobytes())
            """;
        (bool succeeded, byte[] output, string errors) = await RunAsync(script, MemoryMarshal.AsBytes(x.AsSpan()).ToArray());
        Assert.True(succeeded, errors);
        return MemoryMarshal.Cast<byte, double>(output).ToArray();
    }

    private static async Task<(bool Succeeded, byte[] Output, string Errors)> RunAsync(string script, byte[] input)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new MemoryStream();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (input.Length > 0) await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, output.ToArray(), await errors);
    }
}
