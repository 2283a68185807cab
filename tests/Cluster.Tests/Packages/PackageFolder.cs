using System.Reflection;
using System.Text.RegularExpressions;

namespace Cluster.Tests.Packages;

/// <summary>Both packages, packed from what these tests were built with, and a project that was begun in an empty folder; all of it goes with the last test.</summary>
/// <remarks>
/// What the packages depend on comes from the registry that this machine is set up with, into a folder of its own: the user's holds nothing of it, neither before
/// nor afterwards.
/// </remarks>
public sealed partial class PackageFolder : IAsyncLifetime
{
    private readonly Lazy<Task<string?>> _built;

    public PackageFolder() => _built = new Lazy<Task<string?>>(() => BuildAsync("build"));

    // A space in it, as on many a machine.
    private string Root { get; } = Path.Combine(Directory.CreateTempSubdirectory("packages-").FullName, "a user");

    /// <summary>Where the packages are.</summary>
    internal string Feed => Path.Combine(Root, "feed");

    /// <summary>An empty folder to install the command into.</summary>
    internal string Tools => Path.Combine(Root, "tools");

    /// <summary>What <c>dotnet build</c> made of the project.</summary>
    internal string Built => Path.Combine(Project, "bin/Release/net10.0");

    /// <summary>What <c>dotnet publish</c> made of it.</summary>
    internal string Published => Path.Combine(Root, "published");

    /// <summary>The same as a single file.</summary>
    internal string SingleFile => Path.Combine(Root, "single file");

    /// <summary>Variables of all that is run here.</summary>
    internal IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
        ["RestoreAdditionalProjectSources"] = Feed,
    };

    /// <summary>Version of both packages, which is that of everything here.</summary>
    internal static string Version { get; } = typeof(ProcessPool).Assembly.GetName().Version!.ToString(3);

    private string Project => Path.Combine(Root, "project");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Project);
        await File.WriteAllTextAsync(Path.Combine(Project, $"{FreshProject.Name}.csproj"), FreshProject.Project(Version));
        await File.WriteAllTextAsync(Path.Combine(Project, "Program.cs"), FreshProject.Program);
        await PackAsync("ProcessPool");
        await PackAsync("Coordinator");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Builds the project, once. Skips the test where its packages' dependencies cannot be had.</summary>
    internal async Task BuildAsync() => SkipWithout(await _built.Value);

    /// <summary>Publishes it; otherwise as above.</summary>
    internal async Task PublishAsync(string output, params string[] arguments)
    {
        await BuildAsync();
        SkipWithout(await BuildAsync(["publish", "--output", output, .. arguments]));
    }

    // Nothing is compiled: what these tests have loaded stays as it is, and what is packed is what they test.
    private Task PackAsync(string project) => DotNet.SucceedAsync(
        Repository.Root, new Dictionary<string, string?>(),
        "pack", Path.Combine("src", project), "--no-build", "--configuration", Configuration, "--output", Feed, $"-p:PublishDir={Path.Combine(Root, project)}/");

    private async Task<string?> BuildAsync(params string[] arguments)
    {
        (int exitCode, string output) = await DotNet.RunAsync(DotNet.Host, Project, Environment, [.. arguments, "--configuration", "Release", "-nologo"]);
        // Not ours: ours are in the feed, and not to find them is a mistake.
        string? missing = Unavailable().Matches(output).Select(static match => match.Value.Trim()).FirstOrDefault(static line => !line.Contains("Cluster."));
        if (exitCode != 0 && missing is not null) return missing;
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}: exit code {exitCode}\n{output}");
        return null;
    }

    private static void SkipWithout(string? missing)
    {
        if (missing is not null) Assert.Skip($"The registry does not give what the package depends on: {missing}");
    }

    private static string Configuration { get; } =
        typeof(PackageFolder).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    // No such source, no such package, no such version.
    [GeneratedRegex(@"NU1(301|101|102): .*")]
    private static partial Regex Unavailable();
}
