using Cluster.Fuzzing.Targets;
using Cluster.TestKit;

namespace Cluster.Fuzzing;

/// <summary>Every target with as many inputs as a moment allows; <c>scripts/fuzz.sh</c> tries more.</summary>
/// <remarks>Each fails with an input that can be tried again, and with a seed that leads to it.</remarks>
public sealed class TargetTests
{
    [Fact]
    [Trait("Fault", "50")]
    [Trait("Fault", "51")]
    public void Frames_Hostile_AreReadOrRefused() => Try("frames", 200_000);

    [Fact]
    [Trait("Fault", "51")]
    [Trait("Fault", "52")]
    public void Messages_Hostile_AreReadOrRefused() => Try("messages", 100_000);

    [Fact]
    [Trait("Fault", "52")]
    public void Reader_Hostile_EndsWhereSkippingEnds() => Try("reader", 100_000);

    [Fact]
    [Trait("Fault", "52")]
    [Trait("Fault", "56")]
    public void Values_Hostile_AreReadOrRefused() => Try("values", 100_000);

    [Fact]
    [Trait("Fault", "52")]
    public void Elements_Hostile_AreReadOrRefused() => Try("elements", 50_000);

    [Fact]
    [Trait("Fault", "56")]
    public void Functions_Hostile_AreReadOrRefused() => Try("functions", 50_000);

    [Fact]
    [Trait("Fault", "50")]
    [Trait("Fault", "55")]
    public void Handshake_OfAStranger_IsRefused() => Try("handshake", 50_000);

    [Fact]
    public void Start_Hostile_IsReadOrRefused() => Try("start", 50_000);

    [Fact]
    public void Options_Hostile_AreReadOrRefused() => Try("options", 50_000);

    [Fact]
    [Trait("Fault", "50")]
    [Trait("Fault", "53")]
    public void Tasks_WorkersSayWhatTheyLike_EachTaskEndsOnce() => Try("tasks", 2_000);

    [Fact]
    [Trait("Fault", "50")]
    [Trait("Fault", "53")]
    public void Jobs_WorkersSayWhatTheyLike_EachChunkIsReducedOnce() => Try("jobs", 2_000);

    [Fact]
    [Trait("Fault", "53")]
    public void Session_CoordinatorSaysWhatItLikes_WorkerEndsInOrder() => Try("session", 2_000);

    [Fact]
    [Trait("Fault", "50")]
    public void Board_AWorkerScribblesOnIt_ChunksAreReducedOnceOrTheJobIsGivenUp() => Try("board", 20_000);

    [Fact]
    [Trait("Fault", "50")]
    public void Ring_ThePeerScribblesOnIt_PositionsThatCannotBeAreRefused() => Try("ring", 50_000);

    [Fact]
    [Trait("Fault", "46")]
    public void Npy_Hostile_IsReadOrRefused() => Try("npy", 2_000);

    [Fact]
    [Trait("Fault", "48")]
    public void Csv_Hostile_IsReadOrRefused() => Try("csv", 2_000);

    private static void Try(string name, long inputs)
    {
        using FuzzTarget target = TargetList.Create(name)!;
        FuzzReport report = new FuzzRun(target, SeededRandom.Create().Seed).Run(inputs);
        Assert.Equal(inputs, report.Inputs);
        // A target that refuses all, or nothing, was not tried.
        Assert.True(report.Distinct > 3, $"only {report.Distinct} outcomes");
    }
}
