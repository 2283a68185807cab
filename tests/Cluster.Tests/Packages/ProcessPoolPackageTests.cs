using System.IO.Compression;
using System.Xml.Linq;

namespace Cluster.Tests.Packages;

/// <summary>The library as its users get it, in a project that knows nothing of this repository.</summary>
[Collection(nameof(PackageFolder))]
public sealed class ProcessPoolPackageTests(PackageFolder packages) : ProcessTest
{
    [Fact]
    public async Task Package_Files_AreTheLibraryItsWorkerAndWhatIsWrittenOnThem()
    {
        using ZipArchive package = Open("nupkg");
        string[] expected =
        [
            "Cluster.ProcessPool.dll", "Cluster.ProcessPool.xml", "Cluster.Shared.dll", "Cluster.Shared.xml", "Cluster.Worker.dll", "Cluster.Worker.runtimeconfig.json",
        ];
        Assert.Equal(expected.Select(static file => $"lib/net10.0/{file}"), Names(package, "lib/").Order(StringComparer.Ordinal));
        Assert.Contains("ProcessPool.StartAsync", await TextAsync(package, "README.md"));
        Assert.Contains("M:Cluster.ProcessPool.StartAsync(", await TextAsync(package, "lib/net10.0/Cluster.ProcessPool.xml"));
        using ZipArchive symbols = Open("snupkg");
        Assert.Equal(3, Names(symbols, "lib/").Count(static name => name.EndsWith(".pdb", StringComparison.Ordinal)));
    }

    // The package's list of dependencies is written by hand.
    [Fact]
    public async Task Package_Dependencies_AreThoseOfTheProject()
    {
        Dictionary<string, string> versions = (await XmlAsync("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(static one => one.Attribute("Include")!.Value, static one => one.Attribute("Version")!.Value);
        IEnumerable<string> used = (await XmlAsync("src/ProcessPool/ProcessPool.csproj")).Descendants("PackageReference")
            .Concat((await XmlAsync("src/Worker/Worker.csproj")).Descendants("PackageReference"))
            .Select(static one => one.Attribute("Include")!.Value);
        using ZipArchive package = Open("nupkg");
        var listed = XDocument.Parse(await TextAsync(package, "Cluster.ProcessPool.nuspec"));
        Assert.Equal(
            used.Select(name => $"{name} {versions[name]}").Order(StringComparer.Ordinal),
            listed.Descendants().Where(static one => one.Name.LocalName == "dependency")
                .Select(static one => $"{one.Attribute("id")!.Value} {one.Attribute("version")!.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Program_Built_RunsItsFunctionsInWorkers()
    {
        await packages.BuildAsync();
        await RunsAsync(Path.Combine(packages.Built, FreshProject.Name), packages.Built);
    }

    // Nothing of the project is there any more but what was published.
    [Fact]
    public async Task Program_Published_RunsWhereverItIsStarted()
    {
        await packages.PublishAsync(packages.Published, "--no-build");
        Assert.True(File.Exists(Path.Combine(packages.Published, "Cluster.Worker.dll")));
        // By the host's name alone, and from elsewhere.
        await RunsAsync(DotNet.Host, "/", Path.Combine(packages.Published, $"{FreshProject.Name}.dll"));
        string link = Path.Combine(packages.Tools, "link");
        Directory.CreateDirectory(packages.Tools);
        File.CreateSymbolicLink(link, Path.Combine(packages.Published, FreshProject.Name));
        await RunsAsync(link, "/");
    }

    [Fact]
    public async Task Program_InASingleFile_IsItsOwnWorker()
    {
        await packages.PublishAsync(packages.SingleFile, "--runtime", "linux-x64", "--self-contained", "false", "-p:PublishSingleFile=true");
        Assert.Empty(Directory.EnumerateFiles(packages.SingleFile, "*.dll"));
        await RunsAsync(Path.Combine(packages.SingleFile, FreshProject.Name), "/");
    }

    private static async Task RunsAsync(string program, string directory, params string[] arguments)
    {
        (int exitCode, string output) = await DotNet.RunAsync(program, directory, new Dictionary<string, string?>(), arguments);
        Assert.Equal(FreshProject.Lines, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }

    private ZipArchive Open(string kind) => ZipFile.OpenRead(Path.Combine(packages.Feed, $"Cluster.ProcessPool.{PackageFolder.Version}.{kind}"));

    private static IEnumerable<string> Names(ZipArchive package, string folder) =>
        package.Entries.Select(static entry => entry.FullName).Where(name => name.StartsWith(folder, StringComparison.Ordinal));

    private static async Task<string> TextAsync(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }

    private static async Task<XDocument> XmlAsync(string path) => XDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, path)));
}
