using Cluster.TestKit;

namespace Cluster.Tests.Pools.Failures;

/// <summary>What an exception says in a worker, as the program sees it.</summary>
public sealed class ExceptionTextTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private const string Acting = "\u001b[31mred\u001b[0m\nsecond line";

    [Fact]
    public async Task Submit_MessageOfAMegabyte_ArrivesCutAndSaysSo()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => workers.Pool.Submit(Throw, 1 << 20).AsTask().OrTimeout());

        Assert.InRange(ex.Remote.Message.Length, 16_000, 16 << 10);
        Assert.StartsWith("xxxx", ex.Remote.Message, StringComparison.Ordinal);
        Assert.Matches(@"x… \[1,03\d,\d{3} characters more\]$", ex.Remote.Message);
        Assert.InRange(ex.Remote.Inner[0].Message.Length, 16_000, 16 << 10);
        Assert.InRange(ex.Message.Length, 16_000, 17_000);
        Assert.Equal(7, await workers.Pool.Submit(static (int x) => x, 7).AsTask().OrTimeout());
    }

    // For whoever prints it to make harmless; a program may need it as it was.
    [Fact]
    public async Task Submit_MessageWithControlCharacters_ArrivesAsItWas()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(
            () => workers.Pool.Submit(static (string text) => throw new InvalidOperationException(text), Acting).AsTask().OrTimeout());
        Assert.Equal(Acting, ex.Remote.Message);
    }

    [Fact]
    public async Task Submit_ExceptionWhoseTextsThrow_ArrivesAllTheSame()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(
            () => workers.Pool.Submit(static () => throw new MuteException()).AsTask().OrTimeout());
        Assert.Contains(nameof(MuteException), ex.RemoteTypeName, StringComparison.Ordinal);
        Assert.Null(ex.RemoteStackTrace);
    }

    private static int Throw(int length) =>
        throw new InvalidOperationException(new string('x', length), new InvalidOperationException(new string('y', length)));

    private sealed class MuteException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string? StackTrace => throw new InvalidOperationException("no stack");
    }
}
