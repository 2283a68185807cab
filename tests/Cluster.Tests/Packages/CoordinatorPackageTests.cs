using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Packages;

/// <summary>The command as <c>dotnet tool install</c> brings it.</summary>
[Collection(nameof(PackageFolder))]
public sealed class CoordinatorPackageTests(PackageFolder packages) : ProcessTest
{
    private static readonly string[] Job = ["summarize", "--count", "100000", "--json"];

    [Fact]
    public async Task Tool_Installed_StartsItsWorkers()
    {
        // The package depends on no other, so that the folder is all that this needs.
        string[] source = ["--source", packages.Feed, "--version", PackageFolder.Version];
        await DotNet.SucceedAsync(packages.Feed, packages.Environment, ["tool", "install", "Cluster.Coordinator", "--tool-path", packages.Tools, .. source]);
        // Made for one system, in a package for all.
        Assert.Empty(Directory.EnumerateFiles(packages.Tools, "worker", SearchOption.AllDirectories));

        using JsonDocument health = await ToolAsync("doctor", "--json");
        JsonElement worker = health.RootElement.GetProperty("findings").EnumerateArray().Single(static one => one.GetProperty("subject").GetString() == "worker");
        Assert.Equal("ok", worker.GetProperty("verdict").GetString());
        Assert.StartsWith(packages.Tools, worker.GetProperty("what").GetString(), StringComparison.Ordinal);

        using JsonDocument shared = await ToolAsync(["run", .. Job, "--mode", "shared", "--workers", "2"]);
        Assert.Equal(2, shared.RootElement.GetProperty("workersDetail").GetArrayLength());
        (_, string here, _) = await Command.RunAsync(["run", .. Job, "--mode", "sequential"]);
        using var expected = JsonDocument.Parse(here);
        Assert.Equal(expected.RootElement.GetProperty("digest").GetString(), shared.RootElement.GetProperty("digest").GetString());
    }

    private async Task<JsonDocument> ToolAsync(params string[] arguments)
    {
        (int exitCode, string output) = await DotNet.RunAsync(Path.Combine(packages.Tools, "coordinator"), "/", new Dictionary<string, string?>(), arguments);
        Assert.True(exitCode == 0, $"coordinator {string.Join(' ', arguments)}: exit code {exitCode}\n{output}");
        return JsonDocument.Parse(output);
    }
}
