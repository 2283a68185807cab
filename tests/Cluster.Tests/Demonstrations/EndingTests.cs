using System.Diagnostics;
using System.Text.Json;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Demonstrations;

/// <summary>How a demonstration of the program ends, with real processes.</summary>
public sealed class EndingTests : ProcessTest
{
    [Theory]
    [InlineData("rng")]
    [InlineData("no-return")]
    [InlineData("deadlock")]
    public async Task Demo_Json_IsOneDocumentThatSaysItAll(string name)
    {
        (int exit, string output, string error) = await Command.RunAsync("demo", name, "--json");
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(1, output.Count(static character => character == '\n'));
        await Schema.AssertValidWherePossibleAsync("demo", output);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal((1, name), (root.GetProperty("schemaVersion").GetInt32(), root.GetProperty("demo").GetString()));
        Assert.True(root.GetProperty("shown").GetBoolean());
        Assert.NotEmpty(root.GetProperty("facts").EnumerateObject());
        foreach (string text in new[] { "title", "source", "diagnosis", "detection", "cure" })
            Assert.NotEqual("", root.GetProperty(text).GetString());
        Assert.Empty(Command.Workers());
    }

    [Theory]
    [InlineData("rng", 4)]
    [InlineData("deadlock", 5)]
    [InlineData("oversubscribe", 1)]
    public async Task Signal_InTheMiddleOfIt_EndsIt(string name, int workers)
    {
        CancellationToken never = TestContext.Current.CancellationToken;
        Assert.SkipWhen(Signals.IsIgnored(2), "Ctrl-C is ignored here, as in a shell's background, and every program that is started is to ignore it, too");
        using Process coordinator = Command.Start("demo", name);
        await Eventually.Async("workers run", () => Command.Workers().Count >= workers);
        using (Process.Start("/bin/kill", ["-2", $"{coordinator.Id}"])) await coordinator.WaitForExitAsync(never);
        Assert.Equal(130, coordinator.ExitCode);
        string error = await coordinator.StandardError.ReadToEndAsync(never);
        Assert.Contains($"of demo {name} were finished", error, StringComparison.Ordinal);
        Assert.Empty(await coordinator.StandardOutput.ReadToEndAsync(never));
        Assert.Empty(Command.Workers());
    }

    [Fact]
    public async Task Timeout_Strikes_EndsWith124()
    {
        (int exit, string output, string error) = await Command.RunAsync("demo", "rng", "--timeout", "200ms");
        Assert.Equal((124, ""), (exit, output));
        Assert.StartsWith("error: --timeout: ", error, StringComparison.Ordinal);
        Assert.Empty(Command.Workers());
    }
}
