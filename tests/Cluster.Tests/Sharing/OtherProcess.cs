using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cluster.Tasks.Values;
using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

/// <summary>A second process that does one of the <see cref="Roles"/> with values that it got as a worker gets its arguments.</summary>
/// <remarks>
/// It is this very program again, which looks at a variable of its environment before anything else. It reads its arguments from standard input,
/// a line of base 64, and writes a line when it is at the point that the test waits for. It ends when it is done or its input ends.
/// </remarks>
internal sealed class OtherProcess : IDisposable
{
    private const string Variable = "CLUSTER_TEST_ROLE";

    private readonly Process _process;
    private readonly ValueScope _scope = ValueScope.OfCoordinator(Path.GetTempPath());

    private OtherProcess(string role)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OtherProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [Variable] = role, ["DOTNET_EnableDiagnostics"] = "0" },
        };
        _process = Process.Start(start)!;
    }

    internal static OtherProcess Start<T>(string role, T value)
    {
        var other = new OtherProcess(role);
        var output = new ArrayBufferWriter<byte>();
        ValueCodec.Write(output, value, other._scope);
        other._process.StandardInput.WriteLine(Convert.ToBase64String(output.WrittenSpan));
        other._process.StandardInput.Flush();
        return other;
    }

    /// <summary>The next line that it writes.</summary>
    internal async Task<string?> SaysAsync() => await _process.StandardOutput.ReadLineAsync().OrTimeout();

    internal void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(TestTimeouts.Unexpected));
    }

    internal async Task EndsAsync()
    {
        await _process.WaitForExitAsync().OrTimeout();
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        _scope.Dispose();
    }

#pragma warning disable CA2255 // Not a library: this is how the program becomes the other process before the test framework starts.
    [ModuleInitializer]
    internal static void BecomeTheOther()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } role) return;
        try
        {
            byte[] bytes = Convert.FromBase64String(Console.In.ReadLine()!);
            Roles.Play(role, new ReadOnlySequence<byte>(bytes));
            Environment.Exit(0);
        }
        catch (Exception ex)
        {
            Console.Error.WriteLine(ex);
            Environment.Exit(1);
        }
    }
}
