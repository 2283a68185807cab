using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Memory;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Resources;

/// <summary>Large arrays in pages of 2 MiB, by every way and by none: the same bits, and nothing is left of a private tmpfs.</summary>
public sealed class HugePageTests : ProcessTest
{
    // 80 MB: enough for every way to be tried.
    private const string Count = "1e7";

    private const string Ordinary = "4 KiB";
    private const string Tmpfs = "2 MiB (private tmpfs)";

    [Theory]
    [InlineData("auto")]
    [InlineData("off")]
    [InlineData("shmem")]
    [InlineData("reserved")]
    [InlineData("tmpfs")]
    public async Task Run_EveryWayAndMode_GivesTheSameBits(string way)
    {
        (int exit, string output, string error) =
            await Command.RunAsync(
                "compare", "summarize", "--count", Count, "--workers", "2", "--repeat", "1", "--warmup", "0", "--huge-pages", way, "--json");
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("identical").GetBoolean());
        (_, string alone, _) =
            await Command.RunAsync("run", "summarize", "--count", Count, "--mode", "sequential", "--huge-pages", "off", "--json");
        using var reference = JsonDocument.Parse(alone);
        Assert.Equal(Ordinary, Pages(reference.RootElement));
        foreach (JsonElement run in document.RootElement.GetProperty("runs").EnumerateArray())
        {
            Assert.Equal(reference.RootElement.GetProperty("digest").GetString(), run.GetProperty("digest").GetString());
            if (way == "off") Assert.Equal(Ordinary, Pages(run));
        }
    }

    // What a mode has by itself must not depend on which mode it is.
    [Theory]
    [InlineData("threads")]
    [InlineData("sequential")]
    [InlineData("shared")]
    public async Task Run_AnyMode_HasPagesOfTheSameSize(string mode)
    {
        SegmentPages way = LargeFile.Way(80_000_000, new SegmentUse(HugePageChoice.Auto, IsSealed: true));
        Assert.SkipWhen(way == SegmentPages.Ordinary, $"there is no way to huge pages here: {PrivateTmpfs.WhyNot}");
        (int exit, string output, string error) =
            await Command.RunAsync("run", "summarize", "--count", Count, "--workers", "2", "--mode", mode, "--json");
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.StartsWith("2 MiB (", Pages(document.RootElement), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsAUserWhoIsNotRoot_HasAPrivateTmpfs()
    {
        string[] user = await Confined.AsNobodyAsync();
        string[] before = Mounts();
        string[] mount = ["unshare", "-Urm", "mount", "-t", "tmpfs", "-o", "huge=within_size", "none", "/tmp"];
        (int possible, _, string why) = await Confined.RunAsync(user[0], [.. user[1..], .. mount]);
        Assert.SkipUnless(possible == 0, $"users cannot mount here: {why.Trim()}");
        (int exit, string output, string error) =
            await Confined.RunAsync(user, "run", "summarize", "--count", Count, "--workers", "2", "--mode", "shared", "--huge-pages", "tmpfs", "--json");
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(Tmpfs, Pages(document.RootElement));
        Assert.Equal(before, Mounts());
    }

    // In a user namespace that allows none in it, whose root is not the machine's: neither way of mounting is open.
    [Fact]
    [Trait("Fault", "43")]
    public async Task Run_NamespacesAreNotAllowed_HasOrdinaryPages()
    {
        Confined.Require("unshare");
        string run = $"exec '{Command.Program}' run summarize --count {Count} --workers 2 --mode shared --huge-pages tmpfs --json";
        (int exit, string output, string error) =
            await Confined.RunAsync("unshare", ["-Ur", "sh", "-c", $"echo 0 > /proc/sys/user/max_user_namespaces || exit 99; {run}"]);
        Assert.SkipWhen(exit is 1 or 99 && output.Length == 0, $"namespaces cannot be made here: {error}");
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(Ordinary, Pages(document.RootElement));
        Assert.Empty(error);
    }

    [Fact]
    public async Task Run_KilledInTheMiddle_LeavesNoMountNoFileAndNoProcess()
    {
        string[] before = Mounts();
        using (Process run = Command.Start(
            "run", "summarize", "--count", Count, "--repeat", "1000000", "--workers", "1", "--mode", "shared", "--huge-pages", "tmpfs"))
        {
            // Not before: until its workers are connected a coordinator has a directory, which the next one removes.
            await Eventually.Async("a worker has mapped the segment", () => Command.Workers() is [int worker] && HasMapped(worker));
            Assert.Equal(before, Mounts());
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.Async("its worker is gone", () => Command.Workers().Count == 0);
        Assert.Equal(before, Mounts());
    }

    [Fact]
    public async Task Doctor_LargeSegments_SaysWhatPagesTheyHave()
    {
        var off = new Dictionary<string, string> { [HugePageWords.Variable] = "off" };
        (int exit, string output, _) = await Command.RunAsync(off, ["doctor"]);
        Assert.Equal(0, exit);
        Assert.Matches($"note +huge pages, shared +{HugePageWords.Variable} is off", output);
        (exit, output, _) = await Command.RunAsync("doctor");
        Assert.Equal(0, exit);
        Assert.Matches(@"huge pages, shared +(large inputs: 2 MiB \(|large inputs: 4 KiB|segments: 4 KiB; )", output);
    }

    [Theory]
    [InlineData("--huge-pages")]
    [InlineData(null)]
    public async Task Run_UnknownWord_IsRefused(string? option)
    {
        string[] arguments = ["run", "summarize", "--count", "10", .. option is null ? Array.Empty<string>() : [option, "huge"]];
        var environment = new Dictionary<string, string>();
        if (option is null) environment[HugePageWords.Variable] = "huge";
        (int exit, string output, string error) = await Command.RunAsync(environment, arguments);
        Assert.Equal((2, ""), (exit, output));
        const string what = "'huge' is not known (choose one of auto, off, shmem, reserved, tmpfs";
        Assert.StartsWith($"error: {option ?? HugePageWords.Variable}: {what}", error, StringComparison.Ordinal);
    }

    private static string? Pages(JsonElement run) => run.GetProperty("memory").GetProperty("pages").GetString();

    private static string[] Mounts() => File.ReadAllLines("/proc/self/mountinfo");

    private static bool HasMapped(int worker)
    {
        try
        {
            return File.ReadAllText($"/proc/{worker}/maps").Contains("cluster-numbers", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
