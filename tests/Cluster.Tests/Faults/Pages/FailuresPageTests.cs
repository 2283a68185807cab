namespace Cluster.Tests.Faults.Pages;

/// <summary><c>docs/failures.md</c> says what the tests test, and every promise in it has one.</summary>
public sealed class FailuresPageTests
{
    private const int Faults = 82;
    private const string Page = "docs/failures.md";
    private const string Write = "CLUSTER_WRITE_FAILURES";

    [Fact]
    public void Page_OfFailures_IsWhatTheTestsHave()
    {
        string now = FailuresPage.Write();
        string path = Path.Combine(Repository.Root, Page);
        if (Environment.GetEnvironmentVariable(Write) == "1") File.WriteAllText(path, now);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == now, $"{Page} is not what the tests have; if that is intended, run scripts/write-failures.sh");
    }

    [Fact]
    public void Promises_AreNumberedInOrder() => Assert.Equal(Enumerable.Range(1, Faults), FaultPromise.All.Select(static promise => promise.Number));

    [Fact]
    public void Promises_HaveATestOrAReason()
    {
        int[] bare = [.. FaultPromise.All.Where(static promise => promise.Exception.Length == 0 && !FaultTest.ByNumber[promise.Number].Any()).Select(static promise => promise.Number)];
        Assert.True(bare.Length == 0, $"no test has the trait of {string.Join(", ", bare)}, and promises.md has no reason");
    }

    // A reason that no longer holds would hide the loss of a test.
    [Fact]
    public void Reasons_AreOnlyWhereThereIsNoTest()
    {
        int[] stale = [.. FaultPromise.All.Where(static promise => promise.Exception.Length > 0 && FaultTest.ByNumber[promise.Number].Any()).Select(static promise => promise.Number)];
        Assert.True(stale.Length == 0, $"{string.Join(", ", stale)} have tests now: take the reasons out of promises.md");
    }

    [Fact]
    public void Traits_NameFaultsThatThereAre() => Assert.All(FaultTest.ByNumber, static tests => Assert.InRange(tests.Key, 1, Faults));
}
