namespace Cluster.Tests.CommandLine;

/// <summary>Every document that the program prints is what its schema in <c>docs/schema</c> says.</summary>
/// <remarks>
/// Those of <c>measure</c>, <c>advise</c> and some of <c>demo</c> take so long that they are checked where they are looked at: by
/// <c>Measurement.Measured</c>, <c>Measurement.AdviseTests</c> and <c>Demonstrations.EndingTests</c>.
/// </remarks>
public sealed class SchemaTests : ProcessTest
{
    [Theory]
    [InlineData("run", "run summarize --count 10007 --workers 2 --mode shared --repeat 2 --json")]
    [InlineData("run", "run gaussian-mixture --points 5003 --iterations 2 --workers 2 --mode pipe --codec messagepack --json")]
    [InlineData("comparison", "compare column-sums --rows 101 --columns 37 --workers 2 --repeat 2 --json")]
    [InlineData("comparison", "compare elementwise --count 1000 --rounds 2 --modes threads,pipe --workers 2 --json")]
    [InlineData("jobs", "jobs --json")]
    [InlineData("job", "jobs distance-matrix --json")]
    [InlineData("findings", "doctor --json")]
    [InlineData("demo", "demo race --json")]
    [InlineData("demo", "demo oversubscribe --json")]
    [InlineData("report", "report --quick --jobs tiny-tasks --workers 2 --format json")]
    [InlineData("report", "report --from samples/data/report.json --baseline samples/data/report.json --format json")]
    public async Task Document_OfAVerb_IsWhatItsSchemaSays(string schema, string line)
    {
        (_, string output, string error) = await Command.RunAsync(
            [.. line.Split(' ').Select(static word => word.StartsWith("samples/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)]);
        Assert.True(output.Length > 0, error);
        await Schema.AssertValidAsync(schema, output);
    }

    [Fact]
    public async Task TraceFile_IsWhatItsSchemaSays()
    {
        string path = Path.Combine(Path.GetTempPath(), $"trace-{Guid.NewGuid():n}.json");
        try
        {
            (int exitCode, _, string error) = await Command.RunAsync(
                "compare", "gaussian-mixture", "--points", "5003", "--iterations", "2", "--workers", "2", "--warmup", "1", "--repeat", "1", "--trace", path);
            Assert.True(exitCode == 0, error);
            await Schema.AssertValidAsync("trace", await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Check_OfADocumentWithAFieldTooMany_Fails()
    {
        string problems = await Schema.ProblemsAsync("findings", """{"schemaVersion":1,"healthy":true,"findings":[],"more":1}""");
        Assert.Contains("more", problems, StringComparison.Ordinal);
    }

    // Behind two references, and behind a choice of several.
    [Theory]
    [InlineData("report", """{"measurements":{"tasks":[{"mode":"threads","more":1}]}}""", "more")]
    [InlineData("measure", """{"tasks":[{"mode":"threads","workers":1,"batch":"auto"}]}""", "'auto'")]
    [InlineData("measure", """{"tasks":[]}""", "non-empty")]
    [InlineData("measure", """{"task":[]}""", "task")]
    [InlineData("demo", """{"demo":"race","facts":{"cured":{"lockedLost":0,"atomicLost":0}}}""", "not valid")]
    [InlineData("advise", """{"recommendation":{"batch":{"chunks":1}}}""", "not valid")]
    public async Task Check_OfADocumentThatDeviatesFarInside_Fails(string schema, string document, string problem)
    {
        string problems = await Schema.ProblemsAsync(schema, document);
        Assert.Matches(problem == "non-empty" ? "non-empty|too short" : problem, problems);
    }
}
