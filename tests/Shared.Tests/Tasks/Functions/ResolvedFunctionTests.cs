using Cluster.Tasks;
using Cluster.Tasks.Functions;
using Cluster.TestKit;

namespace Cluster.Tests.Tasks.Functions;

public sealed class ResolvedFunctionTests
{
    private static readonly InvalidDataException Thrown = new("as thrown");

    public static TheoryData<Delegate, Type, object?> Promises => new()
    {
        { (Func<int, Task<int>>)SampleFunctions.LaterAsync, typeof(int), 8 },
        { (Func<int, ValueTask<int>>)SampleFunctions.LaterValueAsync, typeof(int), 9 },
        { (Func<int, Task>)(static async _ => await SampleFunctions.QuietlyAsync()), typeof(void), null },
        { (Func<int, ValueTask>)(static async _ => await SampleFunctions.QuietlyValueAsync()), typeof(void), null },
        { (Func<int, Task<int>>)(static x => Task.FromResult(x)), typeof(int), 7 },
        { (Func<int, ValueTask<string>>)(static x => new ValueTask<string>("done")), typeof(string), "done" },
        { (Action<int>)(static _ => SampleFunctions.Nothing()), typeof(void), null },
        { (Func<int, object>)(static x => x), typeof(object), 7 },
    };

    public static TheoryData<Delegate> Throwing => new()
    {
        (Action)(static () => Fail()),
        (Func<int>)(static () => Fail()),
        (Func<Task>)(static async () => await FailLaterAsync()),
        (Func<Task<int>>)(static async () => await FailLaterAsync()),
        (Func<ValueTask>)(static async () => await FailLaterAsync()),
        (Func<ValueTask<int>>)(static async () => await FailLaterAsync()),
        // Throws before there is a task.
        (Func<Task>)(static () => Task.FromResult(Fail())),
        (Func<WorkerContext, int>)(static _ => Fail()),
    };

    [Theory]
    [MemberData(nameof(Promises), DisableDiscoveryEnumeration = true)]
    public void Invoke_WhateverItReturns_GivesTheResultItself(Delegate function, Type type, object? expected)
    {
        ResolvedFunction resolved = References.Travel(function);
        Assert.Equal(type, resolved.Signature.ResultType);
        Assert.Equal([typeof(int)], resolved.Signature.ParameterTypes);
        Assert.False(resolved.Signature.TakesContext);
        Assert.Equal(expected, resolved.Invoke([7], null));
    }

    // More than once: the runtime calls through generated code from the second time on.
    [Theory]
    [MemberData(nameof(Throwing), DisableDiscoveryEnumeration = true)]
    public void Invoke_FunctionThrows_TheExceptionComesOutAsItWasThrown(Delegate function)
    {
        ResolvedFunction resolved = References.Travel(function);
        for (int i = 0; i < 4; i++)
        {
            var thrown = Assert.Throws<InvalidDataException>(() => resolved.Invoke([], Context()));
            Assert.Same(Thrown, thrown);
            Assert.Contains(nameof(Fail), thrown.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Invoke_FunctionIsCancelled_TheCancellationComesOut()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ResolvedFunction resolved = References.Travel(static async (WorkerContext worker) => await Task.Delay(Timeout.Infinite, worker.CancellationToken));
        OperationCanceledException canceled = Assert.ThrowsAny<OperationCanceledException>(() => resolved.Invoke([], Context(source.Token)));
        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    [Fact]
    public void Invoke_FunctionReturnsNullForATask_SaysSo()
    {
        ResolvedFunction resolved = References.Travel(static Task<int>? (int _) => null);
        Assert.Contains("null instead of a Task", Assert.Throws<InvalidOperationException>(() => resolved.Invoke([1], null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_LastParameterIsAContext_TheWorkerFillsItIn()
    {
        ResolvedFunction resolved = References.Travel(SampleFunctions.Where);
        Assert.True(resolved.Signature.TakesContext);
        Assert.Equal([typeof(string)], resolved.Signature.ParameterTypes);
        Assert.Equal("at 3 2", resolved.Invoke(["at"], new WorkerContext(3, 2, null, CancellationToken.None)));
        Assert.Throws<ArgumentNullException>("context", () => resolved.Invoke(["at"], null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Invoke_AnotherNumberOfArguments_IsRefused(int count)
    {
        ResolvedFunction resolved = References.Travel(SampleFunctions.Where);
        var refusal = Assert.Throws<ArgumentException>("arguments", () => resolved.Invoke(new object?[count], Context()));
        Assert.StartsWith($"SampleFunctions.Where takes 1 arguments, not {count}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_NullForAnObject_Arrives() => Assert.Equal("null", References.Call(SampleFunctions.Kind, [null]));

    [Fact]
    public void Invoke_Anywhere_CurrentIsTheContextUntilItEnds()
    {
        WorkerContext context = Context();
        Assert.Null(WorkerContext.Current);
        Assert.False(WorkerContext.IsWorker);
        Assert.Same(context, References.Travel(static () => WorkerContext.Current!).Invoke([], context));
        Assert.Equal(true, References.Travel(static () => WorkerContext.IsWorker).Invoke([], context));
        Assert.ThrowsAny<Exception>(() => References.Travel(static () => Fail()).Invoke([], context));
        Assert.Null(WorkerContext.Current);
        Assert.False(WorkerContext.IsWorker);
    }

    [Fact]
    public void Invoke_FunctionAwaitsAndStartsOthers_TheySeeItsContext()
    {
        WorkerContext context = Context();
        ResolvedFunction resolved = References.Travel(static async () =>
        {
            await Task.Yield();
            WorkerContext? later = WorkerContext.Current;
            WorkerContext? elsewhere = await Task.Run(static () => WorkerContext.Current);
            return ReferenceEquals(later, elsewhere) ? later : null;
        });
        Assert.Same(context, resolved.Invoke([], context));
    }

    [Fact]
    public async Task Invoke_OnSeveralThreads_EachSeesItsOwnContext()
    {
        ResolvedFunction resolved = References.Travel(static (int own) => Enumerable.Range(0, 100).All(_ => WorkerContext.Current!.WorkerId == own));
        bool[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(id =>
            OnThread.Run(() => (bool)resolved.Invoke([id], new WorkerContext(id, 1, null, CancellationToken.None))!))).WaitAsync(TestTimeouts.Unexpected);
        Assert.All(results, Assert.True);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(-1.0, 0.0)]
    [InlineData(1.0000001, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void Report_AnyFraction_ArrivesBetween0And1(double reported, double expected)
    {
        var sink = new Sink();
        References.Travel(static (double fraction, WorkerContext worker) => worker.Report(fraction, "half"))
            .Invoke([reported], new WorkerContext(0, 1, sink, CancellationToken.None));
        Assert.Equal([(expected, "half")], sink.Reports);
    }

    [Fact]
    public void Report_NotANumber_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Context().Report(double.NaN));

    private static WorkerContext Context(CancellationToken cancellationToken = default) => new(0, 1, null, cancellationToken);

    private static int Fail() => throw Thrown;

    private static async Task<int> FailLaterAsync()
    {
        await Task.Yield();
        return Fail();
    }

    private sealed class Sink : IProgressSink
    {
        internal List<(double, string?)> Reports { get; } = [];

        public void Report(double fraction, string? message) => Reports.Add((fraction, message));
    }
}
