using System.Text;

namespace Cluster.Coordinator.Cli;

/// <summary>What a call of the command line left: exit code and both outputs.</summary>
internal sealed record Called(int ExitCode, string Output, string Error)
{
    /// <summary>Calls it in this process; arguments are separated by blanks.</summary>
    internal static async Task<Called> Line(string line, int width = 100)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int exitCode = await CommandLine.InvokeAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Terminal(output, error, width));
        return new Called(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
