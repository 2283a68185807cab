using System.Diagnostics;

namespace Cluster.Tests.CommandLine;

/// <summary>Holds documents to the schemas in <c>docs/schema</c>, by an independent implementation.</summary>
internal static class Schema
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

    /// <summary>Fails with every place where <paramref name="document"/> is not what the schema says; skips the test where there is nothing to check it with.</summary>
    internal static async Task AssertValidAsync(string schema, string document) => Assert.Equal("", await ProblemsAsync(schema, document));

    /// <summary>As above, in a test that has more to look at, and so goes on where there is nothing to check it with.</summary>
    internal static async Task AssertValidWherePossibleAsync(string schema, string document) =>
        Assert.Equal("", (await CheckAsync(schema, document)).Problems ?? "");

    /// <summary>A line for each place; empty for a document that is as it should be.</summary>
    internal static async Task<string> ProblemsAsync(string schema, string document)
    {
        (string? problems, string missing) = await CheckAsync(schema, document);
        if (problems is null) Assert.Skip(missing);
        return problems;
    }

    private static async Task<(string? Problems, string Missing)> CheckAsync(string schema, string document)
    {
        if (!File.Exists(Python)) return (null, $"{Python} is not installed.");
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
        if (error.Contains("No module named 'jsonschema'", StringComparison.Ordinal)) return (null, "Debian's python3-jsonschema is not installed.");
        Assert.True(process.ExitCode == 0, error);
        return (await output, "");
    }
}
