using System.Globalization;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>Whatever a task throws arrives as data, its worker stays, and it is not begun again.</summary>
[Trait("Fault", "12")]
public sealed class ThrowingTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    // Beyond what is sent of a text.
    private const int LongMessage = 1 << 20;

#pragma warning disable CA2201 // Users' code throws what it likes.
    private static readonly Func<Exception>[] Kinds =
    [
        static () => new InvalidOperationException("plain"),
        static () => new ArgumentNullException("parameter"),
        static () => new ArgumentOutOfRangeException("parameter", 7, "out of range"),
        static () => new FormatException(null),
        static () => new Exception(""),
        static () => new KeyNotFoundException(),
        static () => new IOException("disk", new UnauthorizedAccessException("denied")),
        static () => new TimeoutException("late"),
        static () => new NotImplementedException(),
        static () => new OutOfMemoryException("as if"),
        static () => new AccessViolationException("as if"),
        static () => new TaskCanceledException("its own"),
        static () => new OperationCanceledException("its own"),
        static () => new AggregateException("several", new FormatException("one"), new AggregateException(new IOException("two"))),
        static () => Nested(100),
        static () => Wide(4),
        static () => new Exception(new string('x', LongMessage)),
        static () => new Exception("control \u001b[31m and half a pair \ud800"),
        static () => new Unreadable(),
        static () => new WithoutText(),
        static () => new System.ComponentModel.Win32Exception(2),
        static () => new InvalidOperationException("with data") { Data = { ["stream"] = Stream.Null } },
    ];
#pragma warning restore CA2201

    public static TheoryData<int> All => [.. Enumerable.Range(0, Kinds.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Throw_OfAKind_ItsTypeAndMessageArrive(int kind)
    {
        int[] before = ProcessIds();
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => workers.Pool.Submit(Throw, kind, new TaskOptions { Attempts = 3 }).AsTask().OrTimeout());
        Exception thrown = Kinds[kind]();
        Assert.Equal(thrown.GetType().FullName, ex.RemoteTypeName);
        Assert.Equal(1, ex.Attempt);
        Assert.NotNull(ex.ToString());
        // Half a pair is no text, and what is too long is cut.
        if (thrown is not (Unreadable or WithoutText or WideException))
            Assert.StartsWith(ex.Remote.Message.Split("… [")[0], thrown.Message.Replace('\ud800', '\ufffd'), StringComparison.Ordinal);
        Assert.InRange(ex.Remote.Message.Length, 0, 17 << 10);
        Assert.Equal(before, ProcessIds());
    }

    [Fact]
    public async Task Throw_InAMap_EachTaskHasItsOwn()
    {
        int[] before = ProcessIds();
        TaskOutcome<int>[] outcomes = await workers.Pool.MapAsync(static (int i) => i % 2 == 0 ? i : Throw(i % Kinds.Length), Enumerable.Range(0, 200)).Outcomes().ToArrayAsync().AsTask().OrTimeout();
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (i % 2 == 0) Assert.Equal(i, outcomes[i].Value);
            else Assert.Equal(Kinds[i % Kinds.Length]().GetType().FullName, Assert.IsType<RemoteTaskException>(outcomes[i].Exception).RemoteTypeName);
        }

        Assert.Equal(before, ProcessIds());
    }

    [Fact]
    public async Task Throw_WithInnerExceptions_TheyArriveToo()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => workers.Pool.Submit(static () => Throw(13)).AsTask().OrTimeout());
        Assert.Equal(["System.FormatException", "System.AggregateException"], ex.Remote.Inner.Select(static inner => inner.TypeName));
        Assert.Equal("two", ex.Remote.Inner[1].Inner[0].Message);
        Assert.Equal("System.FormatException", Assert.IsType<RemoteTaskException>(ex.InnerException).RemoteTypeName);
    }

    private static int Throw(int kind) => throw Kinds[kind]();

    private static InvalidOperationException Nested(int depth) => new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{depth}"), depth == 0 ? null : Nested(depth - 1));

    // 64 of 64 of 64 …: all of it would not fit into any message.
    private static Exception Wide(int depth) => depth == 0 ? new IOException("leaf") : new WideException(Enumerable.Repeat(Wide(depth - 1), 64));

    private int[] ProcessIds() => [.. workers.Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];

    private sealed class Unreadable : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string? StackTrace => throw new InvalidOperationException("no stack");

        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class WideException(IEnumerable<Exception> inner) : AggregateException(inner)
    {
        public override string Message => "wide";
    }

    private sealed class WithoutText : Exception
    {
        public override string Message => null!;

        public override string? StackTrace => null;
    }
}
