namespace Cluster.Fuzzing;

/// <summary>A run finds what is wrong with a target, and says how to see it again.</summary>
public sealed class FuzzRunTests
{
    [Fact]
    public void Run_ExceptionThatIsNotDocumented_IsFoundWithItsInput()
    {
        FuzzFailure failure = Assert.Throws<FuzzFailure>(() =>
            Run(static input => input.Contains((byte)0x80) ? throw new InvalidOperationException("found") : 0));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Contains((byte)0x80, failure.Input);
        Assert.Contains("seed 5, input", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower([.. failure.Input]), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TooMuchMemory_IsFound() =>
        Assert.Contains("were allocated",
            Assert.Throws<FuzzFailure>(() => Run(static input => input.Contains((byte)0x80) ? new byte[1 << 20].Length : 0)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Run_InputThatDoesNotEnd_IsFound()
    {
        using var never = new ManualResetEventSlim();
        var run = new FuzzRun(new Made(input => { if (input.Contains((byte)0x80)) never.Wait(); return 0; }), 5, TimeSpan.FromSeconds(1));
        FuzzFailure failure = Assert.Throws<FuzzFailure>(() => run.Run(100_000));
        never.Set();
        Assert.Contains("no end within", failure.Message, StringComparison.Ordinal);
        Assert.Contains((byte)0x80, failure.Input);
    }

    [Fact]
    public void Run_TaskThatNobodyLookedAt_IsFound() =>
        Assert.Contains("unlooked", Assert.Throws<FuzzFailure>(() => Run(static _ => Forget())).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_SameSeed_TriesTheSame()
    {
        (List<string> first, List<string> second) = ([], []);
        new FuzzRun(new Made(input => { first.Add(Convert.ToHexString(input)); return input.Length; }), 7).Run(500);
        new FuzzRun(new Made(input => { second.Add(Convert.ToHexString(input)); return input.Length; }), 7).Run(500);
        Assert.Equal(first.Distinct(), second.Distinct());
    }

    // An outcome that depends on two bytes, one after the other, is reached because inputs with the first are kept.
    [Fact]
    public void Run_NewOutcome_IsASeedOfOthers()
    {
        var run = new FuzzRun(new Made(static input => input is [1, 2, 3, 0xaa, 0xbb, 0xcc, ..]
            ? throw new InvalidOperationException("deep") : Depth(input)), 5);
        Assert.Contains("deep", Assert.Throws<FuzzFailure>(() => run.Run(3_000_000)).Message, StringComparison.Ordinal);
    }

    private static int Depth(byte[] input) =>
        input switch { [1, 2, 3, 0xaa, 0xbb, ..] => 8, [1, 2, 3, 0xaa, ..] => 4, [1, 2, 3, ..] => 2, _ => 1 };

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static int Forget()
    {
        _ = Task.FromException(new InvalidOperationException("unlooked"));
        return 0;
    }

    private static void Run(Func<byte[], int> what) => new FuzzRun(new Made(what), 5).Run(100_000);

    private sealed class Made(Func<byte[], int> what) : FuzzTarget
    {
        public override string Name => "made";

        internal override Grammar Grammar => Grammar.Bytes;

        internal override IReadOnlyList<byte[]> Seeds => [[1, 2, 3]];

        internal override int MaxLength => 16;

        internal override Outcome Try(byte[] input) => Outcome.Value(what(input));
    }
}
