using System.Diagnostics;

namespace Cluster.Tests.CommandLine;

/// <summary>Every document that the program prints is what its schema in <c>docs/schema</c> says, checked by an independent implementation.</summary>
public sealed class SchemaTests : ProcessTest
{
    private const string Python = "/usr/bin/python3";

    // A schema lets readers meet fields that are newer than they are. Here none may be missing from it: where it names fields, no others are allowed.
    private const string Script = """
        import json, pathlib, sys, jsonschema
        schema = pathlib.Path(sys.argv[1])

        def strict(node):
            if isinstance(node, dict):
                if "properties" in node: node.setdefault("additionalProperties", False)
                for value in node.values(): strict(value)
            elif isinstance(node, list):
                for value in node: strict(value)
            return node

        load = lambda uri: strict(json.loads(pathlib.Path(uri.removeprefix("file://")).read_text()))
        resolver = jsonschema.RefResolver(schema.as_uri(), load(schema.as_uri()), handlers={"file": load})
        checker = jsonschema.Draft202012Validator
        checker.check_schema(load(schema.as_uri()))
        problems = list(checker(load(schema.as_uri()), resolver=resolver).iter_errors(json.load(sys.stdin)))
        for problem in problems: print("/".join(map(str, problem.absolute_path)), problem.message)
        """;

    [Theory]
    [InlineData("run", "run summarize --count 10007 --workers 2 --mode shared --repeat 2 --json")]
    [InlineData("run", "run gaussian-mixture --points 5003 --iterations 2 --workers 2 --mode pipe --codec messagepack --json")]
    [InlineData("comparison", "compare column-sums --rows 101 --columns 37 --workers 2 --repeat 2 --json")]
    [InlineData("comparison", "compare elementwise --count 1000 --rounds 2 --modes threads,pipe --workers 2 --json")]
    [InlineData("jobs", "jobs --json")]
    [InlineData("job", "jobs distance-matrix --json")]
    [InlineData("findings", "doctor --json")]
    public async Task Document_OfAVerb_IsWhatItsSchemaSays(string schema, string line)
    {
        (_, string output, string error) = await Command.RunAsync(line.Split(' '));
        Assert.True(output.Length > 0, error);
        await AssertValidAsync(schema, output);
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
            await AssertValidAsync("trace", await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Check_OfADocumentWithAFieldTooMany_Fails()
    {
        string problems = await ProblemsAsync("findings", """{"schemaVersion":1,"healthy":true,"findings":[],"more":1}""");
        Assert.Contains("more", problems, StringComparison.Ordinal);
    }

    private static async Task AssertValidAsync(string schema, string document) => Assert.Equal("", await ProblemsAsync(schema, document));

    private static async Task<string> ProblemsAsync(string schema, string document)
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed.");
        string path = Path.Combine(Repository.Root, "docs", "schema", $"{schema}.json");
        var info = new ProcessStartInfo(Python, ["-c", Script, path])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(document);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its error output says why.
        }

        await process.WaitForExitAsync();
        string error = await errors;
        if (error.Contains("No module named 'jsonschema'", StringComparison.Ordinal)) Assert.Skip("Debian's python3-jsonschema is not installed.");
        Assert.True(process.ExitCode == 0, error);
        return await output;
    }
}
