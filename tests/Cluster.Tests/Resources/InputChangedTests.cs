using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Faults;
using Cluster.Numerics;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Resources;

/// <summary>An input file that is changed while it is in use: the run ends with an error that says so, and not with a signal.</summary>
[Trait("Fault", "38")]
[Trait("Fault", "49")]
public sealed class InputChangedTests : ProcessTest, IDisposable
{
    private const int Rows = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("input-changed-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Input => Path.Combine(_folder.FullName, "input.npy");

    // Workers that have it mapped end with a signal then; the coordinator looks at the file before it believes their losses.
    [Theory]
    [InlineData("shared", "raw")]
    [InlineData("pipe", "raw")]
    [InlineData("pipe", "messagepack")]
    public async Task Run_InputShrinks_NamesItAndBothLengths(string mode, string codec)
    {
        (int exit, string error) = await ChangeAsync(mode, codec, () => Cut(1000));
        Assert.Contains($"error: {Input}: changed during the job: it had {Rows * 80 + 128:N0} bytes and has 1,000 (", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    [Theory]
    [InlineData("grows", "it had 1,600,128 bytes and has 1,600,132 (")]
    [InlineData("is replaced", "another file took its name (")]
    [InlineData("is written to", "it was written to at ")]
    [InlineData("is removed", "now it does not exist (")]
    public async Task Run_InputIsAnotherAtTheEnd_SaysHow(string how, string what)
    {
        string copy = Path.Combine(_folder.FullName, "copy.npy");
        (int exit, string error) = await ChangeAsync("shared", "raw", () =>
        {
            switch (how)
            {
                case "grows": Cut(Rows * 80 + 132); break;
                case "is replaced": File.Copy(Input, copy); File.Move(copy, Input, overwrite: true); break;
                case "is written to": using (FileStream file = Open()) file.WriteByte(0x93); break;
                default: File.Delete(Input); break;
            }
        }, repeat: 2500);
        Assert.Contains($"error: {Input}: changed during the job: {what}", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    // What runs in this process looks before each chunk, and is not to touch what is not there.
    [Theory]
    [InlineData("sequential")]
    [InlineData("threads")]
    public async Task ExecuteAsync_InputShrankBetweenChunks_IsAFault(string mode)
    {
        Write();
        var request = new RunRequest { Job = "column-sums", Files = new Dictionary<string, string> { ["input"] = Input }, Workers = 2 };
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        Cut(1000);
        var run = new JobRun(job, store, Runs.Mode(mode), Runs.Options(request), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => run.ExecuteAsync(null, CancellationToken.None));
        Assert.Equal(FaultCode.InputUnavailable, fault.Code);
        Assert.Contains("had 1,600,128 bytes and has 1,000", fault.Message, StringComparison.Ordinal);
        Assert.Throws<FileProblemException>(job.VerifyFilesUnchanged);
    }

    [Fact]
    public void Create_InputShrankSinceItWasPrepared_IsRefused()
    {
        Write();
        var request = new RunRequest { Job = "column-sums", Files = new Dictionary<string, string> { ["input"] = Input } };
        using PreparedJob job = PreparedJob.Prepare(request);
        Cut(1000);
        Assert.Throws<FileProblemException>(() => JobArrays.Create(job, shareable: true, null, CancellationToken.None));
    }

    private async Task<(int ExitCode, string Error)> ChangeAsync(string mode, string codec, Action change, int repeat = 1_000_000)
    {
        Write();
        using Process run = Command.Start(
            "run", "column-sums", "--input", Input, "--mode", mode, "--codec", codec, "--workers", "2", "--chunk-size", "100", "--repeat", $"{repeat}");
        Task<string> error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        // In the middle of it: they have computed for a while.
        await Eventually.Async("workers compute", () => run.HasExited || Command.Workers().Count(id => Ticks(id) > 10) == 2);
        Assert.False(run.HasExited);
        change();
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).OrTimeout();
        return (run.ExitCode, await error);
    }

    // Of processor time, in hundredths of a second.
    private static long Ticks(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // As other programs do, which do not know the locks of this runtime.
    private FileStream Open() => new(Input, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private void Cut(long length)
    {
        using FileStream file = Open();
        file.SetLength(length);
    }

    private void Write() => NpyWriter.Write(Input, ArrayLayout.Matrix(ElementType.Float64, Rows, 10, ArrayOrder.C), new byte[Rows * 80]);
}
