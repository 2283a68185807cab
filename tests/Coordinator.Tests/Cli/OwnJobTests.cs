using System.Text.Json;
using Cluster.Coordinator.Files;
using Cluster.TestKit;

namespace Cluster.Coordinator.Cli;

/// <summary>Jobs of somebody else's assembly, as far as no worker is needed.</summary>
public sealed class OwnJobTests : IDisposable
{
    private static readonly string WordCount = OwnAssembly.Path("WordCount");
    private static readonly string PowerJobs = OwnAssembly.Path("PowerJobs");
    private static readonly string BrokenJobs = OwnAssembly.Path("BrokenJobs");

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Verbs => ["run", "compare", "advise", "jobs"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OwnJob_HasOptionsFilesSeedAndOutputOfItsOwn()
    {
        string powers = $"{PowerJobs}:PowerJobs.PowersOfNumbers", output = _folder["p.npy"];
        string[] run = ["run", powers, "--count", "1003", "--exponent", "2", "--sign", "minus", "--seed", "7", "--chunk-size", "100", "--mode", "threads", "--json"];
        Called called = await Called.With([.. run, "--output", output]);
        Called again = await Called.With(["run", powers, "--input", output, "--exponent", "1", "--mode", "sequential", "--chunk-size", "100", "--json"]);
        Assert.Equal((0, "", 0, ""), (called.ExitCode, called.Error, again.ExitCode, again.Error));
        using var first = JsonDocument.Parse(called.Output);
        using var second = JsonDocument.Parse(again.Output);

        Assert.Equal("powers", first.RootElement.GetProperty("job").GetString());
        Assert.Equal((11, 7), (first.RootElement.GetProperty("chunks").GetInt32(), first.RootElement.GetProperty("parameters").GetProperty("seed").GetInt32()));
        double sum = Sum(first);
        // The mean of the squares of numbers that are spread evenly from 0 to 1 is 1/3, its deviation 0.3 / √1003.
        Assert.InRange(-sum / 1003, 0.28, 0.39);
        Assert.Equal(sum, Sum(second));

        static double Sum(JsonDocument document) => document.RootElement.GetProperty("result").GetProperty("sum").GetDouble();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task WordCount_AnyChunkSize_CountsAsWholeText(int chunkSize)
    {
        string text = _folder.Write("text.txt", "The Ⱥ quick—“don’t” don't\r\n\tDON'T 'the' Straße STRASSE, the. e\u0301te \u00c9T\u00c9 été x1 " + new string('z', 40) + " end");
        File.AppendAllBytes(text, [(byte)' ', 0xff, (byte)'a', 0xc3]);
        Called called = await Called.With(
            ["run", $"{WordCount}:TextJobs.WordCount", "--input", text, "--top", "100", "--chunk-size", $"{chunkSize}", "--mode", "sequential", "--json"]);
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        using var document = JsonDocument.Parse(called.Output);
        JsonElement result = document.RootElement.GetProperty("result");
        string[] words = [.. result.GetProperty("top").EnumerateArray().Select(word => word.GetString()!)];
        long[] counts = [.. result.GetProperty("counts").EnumerateArray().Select(count => count.GetInt64())];

        Assert.Equal(counts.Sum(), result.GetProperty("words").GetInt64());
        Assert.Equal(words.Length, result.GetProperty("distinct").GetInt64());
        (string, long)[] expected =
        [
            ("don't", 3), ("the", 3), ("été", 2), ("a", 1), ("e", 1), ("end", 1), ("quick", 1), ("strasse", 1), ("straße", 1), ("te", 1), ("x1", 1),
            (new string('z', 40), 1), ("ⱥ", 1),
        ];
        Assert.Equal(expected.OrderByDescending(word => word.Item2).ThenBy(word => word.Item1, StringComparer.Ordinal), words.Zip(counts));
    }

    [Fact]
    public async Task WordCount_EmptyFile_HasNoWords()
    {
        Called called = await Called.With(["run", $"{WordCount}:TextJobs.WordCount", "--input", _folder.Write("empty", ""), "--mode", "threads", "--json"]);
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Contains("\"result\":{\"words\":0,\"distinct\":0,\"top\":[],\"counts\":[]}", called.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("compare")]
    [InlineData("advise")]
    public async Task Help_OfAnOwnJob_ShowsItsOptionsUnderTheNameThatWasTyped(string verb)
    {
        Called called = await Called.With([verb, $"{PowerJobs}:PowerJobs.PowersOfNumbers", "--help"], width: 400);
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        foreach (string part in new[] { $"  coordinator {verb} {PowerJobs}:PowerJobs.PowersOfNumbers [options]", "--exponent N", "(default: 3)", "--sign plus|minus", "--input FILE", "--json" })
            Assert.Contains(part, called.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_OfAnAssembly_AreListedAndShown()
    {
        Called list = await Called.With(["jobs", PowerJobs], width: 400);
        Assert.Equal((0, ""), (list.ExitCode, list.Error));
        Assert.Contains($"{PowerJobs}:PowerJobs.PowersOfNumbers  numbers to a power. From: PowerJobs.dll", list.Output, StringComparison.Ordinal);

        Called one = await Called.With(["jobs", $"{PowerJobs}:PowerJobs.PowersOfNumbers"], width: 400);
        Assert.Contains("--count N", one.Output, StringComparison.Ordinal);
        Assert.Contains($"coordinator run {PowerJobs}:PowerJobs.PowersOfNumbers --count 1000 --workers 2 --json", one.Output, StringComparison.Ordinal);

        using var all = JsonDocument.Parse((await Called.With(["jobs", PowerJobs, "--json"])).Output);
        JsonElement job = Assert.Single(all.RootElement.GetProperty("jobs").EnumerateArray());
        Assert.Equal((PowerJobs, "PowerJobs.PowersOfNumbers"), (job.GetProperty("assembly").GetString(), job.GetProperty("type").GetString()));
        using var shown = JsonDocument.Parse((await Called.With(["jobs", $"{PowerJobs}:PowerJobs.PowersOfNumbers", "--json"])).Output);
        Assert.Equal("powers", shown.RootElement.GetProperty("name").GetString());
        Assert.Equal(job.GetProperty("build").GetGuid(), shown.RootElement.GetProperty("build").GetGuid());
    }

    [Fact]
    public async Task Path_WithBlanks_IsQuotedInWhatCanBePasted()
    {
        string path = _folder["my jobs.dll"];
        File.Copy(WordCount, path);
        Called called = await Called.With(["run", $"{path}:TextJobs.WordCount", "--help"], width: 400);
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Contains($"coordinator run '{path}:TextJobs.WordCount' --input FILE", called.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Called.With(["run", $"{path}:TextJobs.WordCount", "--input", path, "--mode", "sequential", "--quiet"])).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Refused_AssemblyThatCannotBeUsed_SaysWhy(string verb)
    {
        string text = _folder.Write("text.dll", "no program"), empty = _folder.Write("empty.dll", "");
        string cut = _folder.Write("cut.dll", File.ReadAllBytes(WordCount)[..1000]);
        await AssertAsync($"{_folder["none.dll"]}:A.B", $"{_folder["none.dll"]}: does not exist (check the name; the current folder is ");
        await AssertAsync($"{_folder.Path}:A.B", $"{_folder.Path}: is a folder (");
        await AssertAsync($"{empty}:A.B", $"{empty}: is empty (");
        await AssertAsync($"{text}:A.B", $"{text}: is not a .NET assembly (");
        await AssertAsync($"{cut}:A.B", $"{cut}: is not a .NET assembly (");

        OwnAssembly.CopyForOtherVersion(WordCount, _folder["other.dll"], "Cluster.Shared", 99);
        await AssertAsync($"{_folder["other.dll"]}:TextJobs.WordCount", $"{_folder["other.dll"]}: was built for Cluster.Shared 99.0.");
        OwnAssembly.CopyForOtherVersion(WordCount, _folder["newer.dll"], "System.Runtime", 99);
        await AssertAsync($"{_folder["newer.dll"]}:TextJobs.WordCount", $"{_folder["newer.dll"]}: needs System.Runtime 99.0.0.0, this runtime has 10.0.");
        File.Copy(PowerJobs, _folder["PowerJobs.dll"]);
        await AssertAsync($"{_folder["PowerJobs.dll"]}:PowerJobs.PowersOfNumbers", $"{_folder["PowerJobs.dll"]}: needs Powers 0.1.0.0, which is not beside it (");
        File.Copy(Path.ChangeExtension(PowerJobs, ".deps.json"), _folder["PowerJobs.deps.json"]);
        await AssertAsync($"{_folder["PowerJobs.dll"]}:PowerJobs.PowersOfNumbers", $"{_folder["PowerJobs.dll"]}: needs Powers 0.1.0.0, which is not beside it (");

        async Task AssertAsync(string job, string error) => (await Called.With([verb, job])).AssertRefused(ExitCode.BadUsage, error);
    }

    [Theory]
    [InlineData("BrokenJobs.Throwin", ": there is no such type (did you mean BrokenJobs.Throwing or ")]
    [InlineData("throwing", ": there is no such type (did you mean BrokenJobs.Throwing or ")]
    [InlineData("[]", ": there is no such type (did you mean ")]
    [InlineData("BrokenJobs.BrokenCode", ": is the code of a job, not its definition (did you mean BrokenJobs.")]
    [InlineData("BrokenJobs.BrokenDefinition", ": is a job that cannot be created: it is abstract or generic (did you mean ")]
    [InlineData("BrokenJobs.WithArgument", ": has no public constructor without parameters (add one")]
    [InlineData("BrokenJobs.Throwing", ": its constructor throws InvalidOperationException: no licence (")]
    [InlineData("BrokenJobs.Nameless", ": its Name, 'Two Words', is not one of small letters, digits and dashes (")]
    [InlineData("BrokenJobs.OptionTwice", ": option --depth is there twice (")]
    [InlineData("BrokenJobs.OptionOfRun", ": its option --workers is one that every run has (")]
    [InlineData("BrokenJobs.DefaultOfInt", ": the default of --depth is a Int32, not a long, a double or a string (")]
    [InlineData("BrokenJobs.DefaultRefused", ": the default of --depth, 1, is not allowed: it must be at least 2 (")]
    [InlineData("BrokenJobs.OptionsThrow", ": Options throws InvalidOperationException: not today (")]
    public async Task Refused_TypeThatIsNoJob_SaysWhy(string type, string error)
    {
        foreach (string verb in Verbs)
            (await Called.With([verb, $"{BrokenJobs}:{type}"])).AssertRefused(ExitCode.BadUsage, $"{BrokenJobs}:{type}{error}");
    }

    [Theory]
    [InlineData("NoGenerator", "input 'numbers' has neither a file nor a generator (")]
    [InlineData("CreateThrows", "Create throws FormatException: line 7 (")]
    [InlineData("CreateNothing", "Create throws InvalidOperationException: there is none (")]
    [InlineData("PlanBeyond", "its plan has 1,000 slices, input 'numbers' has 100 (")]
    [InlineData("PlanOfNothing", "Plan throws InvalidOperationException: there is none (")]
    public async Task Refused_JobThatFailsBeforeItRuns_SaysWhere(string type, string error) =>
        (await Called.With(["run", $"{BrokenJobs}:BrokenJobs.{type}", "--mode", "sequential"]))
            .AssertRefused(ExitCode.BadUsage, $"{BrokenJobs}:BrokenJobs.{type}: {error}");

    [Fact]
    public async Task Refused_AssemblyWithoutAType_IsToldHowToNameOne()
    {
        (await Called.With(["run", WordCount])).AssertRefused(ExitCode.BadUsage, $"{WordCount}: is an assembly and names no job (write {WordCount}:TextJobs.WordCount)");
        string none = OwnAssembly.Path("Powers");
        (await Called.With(["jobs", none])).AssertRefused(ExitCode.BadUsage, $"{none}: has no jobs (no type in it is a job: a class that implements Cluster.Jobs.IJobDefinition)");
        (await Called.With(["run", "word-count"])).AssertRefused(ExitCode.BadUsage, "job: 'word-count' is not known (");
    }

    [Fact]
    public async Task Refused_OptionsAndFiles_AreThoseOfBuiltInJobs()
    {
        string words = $"{WordCount}:TextJobs.WordCount";
        (await Called.With(["run", words])).AssertRefused(ExitCode.BadUsage, "--input: is missing (");
        (await Called.With(["run", words, "--tpo", "3"])).AssertRefused(ExitCode.BadUsage, $"--tpo: is not an option of run {words} (did you mean --top?)");
        (await Called.With(["run", words, "--top", "0"])).AssertRefused(ExitCode.BadUsage, "--top: '0' must lie between 1 and 100000 (");
        (await Called.With(["run", words, "--input", _folder["none"]])).AssertRefused(ExitCode.BadUsage, $"{_folder["none"]}: does not exist (");
        (await Called.With(["run", words, "--input", WordCount, "--output", _folder["x.npy"]])).AssertRefused(ExitCode.BadUsage, "--output: word-count has no array result (");
        (await Called.With(["run", words, "--input", WordCount, "--chunk-size", "1e9", "--mode", "sequential"])).AssertRefused(ExitCode.BadUsage, "--chunk-size: ");
    }
}
