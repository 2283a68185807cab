using System.Text.RegularExpressions;

namespace Cluster.Tests.Layering;

/// <summary>The arrows between the folders, and what is to be found in one place only. Exceptions stand here with their reason.</summary>
public sealed class LayeringTests
{
    // Lowest first; a folder may use those of lower rows.
    private static readonly string[][] SharedRows =
    [
        ["Interop", "Faults", "Diagnostics", "Numerics"],
        ["Jobs", "Memory", "Transport", "Serialization"],
        ["Framing", "Sharing", "OwnJobs", "HandOut", "Rings"],
        ["Protocol"],
        ["DataPlane", "Tasks"],
        ["Workloads"],
        ["Demonstrations"],
    ];

    private static readonly Dictionary<string, string[]> CoordinatorMayUse = new()
    {
        ["Scheduling"] = [],
        ["Reduction"] = [],
        ["Files"] = [],
        ["Pool"] = ["Scheduling", "Reduction"],
        ["Checkpoints"] = ["Reduction", "Files"],
        ["Execution"] = ["Checkpoints", "Pool", "Scheduling", "Reduction", "Files"],
        ["Ranks"] = ["Execution", "Checkpoints", "Scheduling", "Reduction", "Files"],
        ["Demonstrations"] = ["Execution", "Pool", "Scheduling", "Reduction", "Reporting"],
        ["Measurement"] = ["Execution", "Pool", "Scheduling", "Reduction", "Files"],
    };

    [Fact]
    public void Shared_EveryFolder_UsesLowerRowsOnly()
    {
        foreach (SourceFile file in Of("Shared/"))
        {
            string from = file.Path.Split('/')[1];
            int row = Row(from);
            Assert.True(row >= 0, $"{file.Path}: folder {from} is not in the table of ARCHITECTURE.md");
            foreach (string to in Used(file, @"Cluster\.(\w+)"))
            {
                Assert.True(Row(to) < row || to == from, $"{file.Path} uses Cluster.{to}, which is not below it");
            }
        }
    }

    // A job knows numbers, and nothing of how they reach it.
    [Fact]
    public void JobsAndWorkloads_AnyFile_UseNumericsOnly() => Nowhere(
        Of("Shared/Jobs/").Concat(Of("Shared/Workloads/")), @"\bCluster\.(?!Jobs|Workloads|Numerics)\w+|System\.(IO\.Pipes|IO\.Pipelines|Diagnostics)\b|\bFile\.|\bStopwatch\b");

    [Fact]
    public void Coordinator_EveryFolder_UsesWhatItMay()
    {
        foreach (SourceFile file in Of("Coordinator/"))
        {
            string from = file.Path.Split('/')[1];
            if (!CoordinatorMayUse.TryGetValue(from, out string[]? allowed)) continue;
            foreach (string to in Used(file, @"Cluster\.Coordinator\.(\w+)"))
                Assert.True(to == from || allowed.Contains(to), $"{file.Path} uses Cluster.Coordinator.{to}");
        }
    }

    [Fact]
    public void ProcessPool_EveryFolder_UsesWhatItMay()
    {
        Nowhere(Of("ProcessPool/Processes/"), @"Cluster\.(Calls|Dispatch|Hosting)\b");
        Nowhere(Of("ProcessPool/Dispatch/"), @"Cluster\.(Calls|Hosting)\b");
        Nowhere(Of("ProcessPool/Calls/"), @"Cluster\.(Processes|Hosting)\b");
        Nowhere(Of("ProcessPool/Hosting/"), @"Cluster\.(Calls|Dispatch|Processes|Protocol|Tasks)\b");
        OnlyIn(@"Microsoft\.Extensions\.(Hosting|DependencyInjection|Configuration|Diagnostics)\b", "ProcessPool/Hosting/", "Coordinator/");
    }

    // What is measured does not know that it is.
    [Fact]
    public void Measurement_IsKnownToCliAndReportingOnly() => OnlyIn(
        @"\bCluster\.Coordinator\.Measurement\b", "Coordinator/Measurement/", "Coordinator/Cli/", "Coordinator/Reporting/", "Coordinator/Program.cs");

    [Fact]
    public void Worker_Execution_DoesNotKnowTheSession() => Nowhere(Of("Worker/Execution/"), @"Cluster\.Worker\.Session");

    [Fact]
    public void Projects_SharedAndWorker_DoNotKnowTheCoordinator()
    {
        Nowhere(Of("Shared/"), @"Cluster\.(Coordinator|Processes|Worker)\b");
        Nowhere(Of("Worker/"), @"Cluster\.(Coordinator|Processes)\b");
        Nowhere(Of("ProcessPool/"), @"Cluster\.(Coordinator|Worker)\b");
    }

    [Fact]
    public void NativeCalls_AreDeclaredInInterop() => OnlyIn(@"\[(LibraryImport|DllImport)\b", "Shared/Interop/");

    [Fact]
    public void Unsafe_IsWhereMemoryIsTouched() => OnlyIn(
        @"\bunsafe\b", "Shared/Interop/", "Shared/Memory/", "Shared/Numerics/", "Shared/DataPlane/", "Shared/Sharing/", "Shared/Rings/",
        // The kernels, which lie beside their jobs.
        "Shared/Workloads/");

    [Fact]
    public void Processes_AreStartedInAtMostTwoFiles()
    {
        string[] files = [.. SourceFile.All.Where(file => file.Mentions(@"(?<!Worker)\bProcess\.Start\b|\bnew Process\b")).Select(file => file.Path)];
        Assert.InRange(files.Length, 1, 2);
    }

    [Fact]
    public void MessagePack_IsUsedByContractsAndCodecs() => OnlyIn(
        @"^using MessagePack|\bMessagePack\.\w", "Shared/Protocol/", "Shared/Serialization/", "Shared/Tasks/",
        // What tasks are given and give is read and written where it is needed.
        "ProcessPool/Calls/", "ProcessPool/Dispatch/", "Worker/Execution/");

    [Fact]
    [Trait("Fault", "29")]
    public void WallClock_IsNotUsed() => Nowhere(SourceFile.All, @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b");

    [Fact]
    public void Sleeps_AreNotUsed() => Nowhere(SourceFile.All, @"\bThread\.Sleep\b");

    // A reader that looks at memory for a moment, because an answer is faster than being woken.
    [Fact]
    public void Spinning_IsForRings() => OnlyIn(@"\bThread\.SpinWait\b", "Shared/Rings/");

    [Fact]
    public void Delays_HaveAReason() => OnlyIn(
        @"\bTask\.Delay\b",
        // The pause before a lost worker is started again, and the limit after which a worker that was asked to end is killed.
        "ProcessPool/Processes/WorkerSupervisor.cs",
        // What a person is shown, at the pace at which a person reads.
        "Coordinator/Cli/");

    [Fact]
    public void Console_IsWrittenInOnePlacePerProgram() => OnlyIn(
        @"\bConsole\.",
        "Coordinator/Cli/", "Coordinator/Program.cs",
        // The worker's last words, which the coordinator quotes.
        "Worker/Session/WorkerProcess.cs");

    // A delegate may stand beside the type that calls it.
    [Fact]
    public void Files_EachHoldOneTopLevelType()
    {
        foreach (SourceFile file in SourceFile.All)
        {
            string[] types = [.. Regex.Matches(file.Code, @"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(\w+)", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value).Distinct()];
            Assert.True(types.Length <= 1, $"{file.Path} holds {string.Join(", ", types)}");
        }
    }

    [Fact]
    public void LogEvents_HaveNumbersOfTheirOwn()
    {
        var seen = new Dictionary<string, string>();
        foreach (SourceFile file in SourceFile.All)
        {
            foreach (Match match in Regex.Matches(file.Code, @"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)"))
                Assert.True(seen.TryAdd(match.Groups[1].Value, file.Path), $"event {match.Groups[1].Value} is in {file.Path} and in {seen[match.Groups[1].Value]}");
        }

        Assert.NotEmpty(seen);
    }

    [Fact]
    public void Folders_NoneIsForEverything() =>
        Assert.All(SourceFile.All, file => Assert.DoesNotMatch(@"(^|/)(Utils?|Helpers?|Common|Misc)(/|\.cs)|Manager\.cs$", file.Path));

    private static IEnumerable<SourceFile> Of(string start) => SourceFile.All.Where(file => file.Path.StartsWith(start, StringComparison.Ordinal));

    private static int Row(string folder) => Array.FindIndex(SharedRows, row => row.Contains(folder));

    private static IEnumerable<string> Used(SourceFile file, string pattern) =>
        Regex.Matches(file.Code, $@"(?<!namespace )\b{pattern}").Select(match => match.Groups[1].Value).Distinct();

    private static void Nowhere(IEnumerable<SourceFile> files, string pattern) =>
        Assert.All(files, file => Assert.False(file.Mentions(pattern), $"{file.Path} has {pattern}"));

    private static void OnlyIn(string pattern, params string[] places) =>
        Nowhere(SourceFile.All.Where(file => !places.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal))), pattern);
}
