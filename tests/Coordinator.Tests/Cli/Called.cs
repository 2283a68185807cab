using System.Text;

namespace Cluster.Coordinator.Cli;

/// <summary>What a call of the command line left: exit code and both outputs.</summary>
internal sealed record Called(int ExitCode, string Output, string Error)
{
    /// <summary>It said in one line what is wrong and what to do, and nothing else.</summary>
    internal void AssertRefused(int exitCode, string error)
    {
        Assert.StartsWith($"error: {error}", Error, StringComparison.Ordinal);
        Assert.EndsWith($"){Environment.NewLine}", Error, StringComparison.Ordinal);
        Assert.Equal(1, Error.Count(character => character == '\n'));
        Assert.Equal("", Output);
        Assert.Equal(exitCode, ExitCode);
    }

    /// <summary>Calls it in this process; arguments are separated by blanks.</summary>
    internal static Task<Called> Line(string line, int width = 100) => With(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), width);

    /// <summary>Likewise, for arguments that are empty or hold blanks.</summary>
    internal static async Task<Called> With(string[] arguments, int width = 100)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int exitCode = await CommandLine.InvokeAsync(arguments, new Terminal(output, error, width));
        return new Called(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
