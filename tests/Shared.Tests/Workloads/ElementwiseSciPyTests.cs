using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Workloads.Elementwise;

namespace Cluster.Tests.Workloads;

/// <summary>The same functions by an implementation that shares no line with this one: NumPy and SciPy, where they are installed.</summary>
public sealed class ElementwiseSciPyTests
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, numpy as np
        x = np.frombuffer(sys.stdin.buffer.read())
        name = sys.argv[1]
        if name == 'normal-isf':
            from scipy.stats import norm
            y = norm.isf(x)
        else:
            y = getattr(np, name)(x)
        sys.stdout.buffer.write(y.tobytes())
        """;

    [Theory]
    [InlineData("exp", "numpy", 4e-16)]
    [InlineData("sin", "numpy", 4e-16)]
    [InlineData("normal-isf", "scipy.stats", 1e-14)]
    public async Task Elementwise_GeneratedNumbers_AgreesWithPython(string function, string module, double tolerance)
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed.");
        (int exitCode, _, string problem) = await RunAsync([], "-c", $"import {module}");
        if (exitCode != 0) Assert.Skip($"{Python} has no module {module}: {problem}");

        InProcessRun run = new InProcessRun(new ElementwiseDefinition()).With(("function", function), ("count", 20_000L)).WithSeed(8);
        run.Result();
        (int ended, byte[] answer, string errors) = await RunAsync(run.Inputs[0], "-c", Script, function);

        Assert.True(ended == 0, errors);
        double[] expected = MemoryMarshal.Cast<byte, double>(answer).ToArray(), actual = run.Output;
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], tolerance * Math.Abs(expected[i]));
    }

    private static async Task<(int ExitCode, byte[] Output, string Errors)> RunAsync(byte[] input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new MemoryStream();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToArray(), await errors);
    }
}
