namespace Cluster.Tests.Documentation;

/// <summary><c>docs/public-api.md</c> lists what is public, so that a change of it is seen in review.</summary>
public sealed class PublicApiTests
{
    private const string Page = "docs/public-api.md";
    private const string Write = "CLUSTER_WRITE_PUBLIC_API";

    private const string Head = """
        # Public API

        What `Cluster.ProcessPool` and `Cluster.Shared` show to programs that reference them. Written by `scripts/write-public-api.sh` from the assemblies, and compared with them by a
        test: do not edit it by hand. [library.md](library.md) tells how to use it, [adding-a-job.md](adding-a-job.md) how to write a job.

        """;

    [Fact]
    public void Page_OfThePublicApi_IsWhatTheAssembliesHave()
    {
        string now = Head + PublicApi.Describe(typeof(ProcessPool).Assembly, typeof(WorkerContext).Assembly);
        string path = Path.Combine(Repository.Root, Page);
        if (Environment.GetEnvironmentVariable(Write) == "1") File.WriteAllText(path, now);
        Assert.True(File.ReadAllText(path) == now, $"{Page} is not what the assemblies have ({Difference(File.ReadAllText(path), now)}); if that is intended, run scripts/write-public-api.sh");
    }

    private static string Difference(string page, string now)
    {
        string[] gone = [.. page.Split('\n').Except(now.Split('\n'))], come = [.. now.Split('\n').Except(page.Split('\n'))];
        return string.Join("; ", gone.Select(static line => $"- {line.Trim()}").Concat(come.Select(static line => $"+ {line.Trim()}")).Take(5));
    }
}
