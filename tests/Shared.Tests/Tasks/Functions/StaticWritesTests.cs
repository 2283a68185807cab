using Cluster.Tasks.Functions;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>Which writes to static fields are found in the code of a function, and which are left alone.</summary>
public sealed class StaticWritesTests
{
    private static int s_count;
    private static long s_total;
    private static List<int>? s_cache;
    private static string s_log = "";

    [ThreadStatic]
    private static int t_own;

    private static int Property { get; set; }

    private static int Plain => s_count;

    [Fact]
    public void Increment_IsFound() => AssertWrites(static (int x) => { s_count += x; }, "StaticWritesTests.s_count");

    [Fact]
    public void Interlocked_IsFound() => AssertWrites(static (int x) => { Interlocked.Add(ref s_total, x); }, "StaticWritesTests.s_total");

    [Fact]
    public void Property_IsFoundByItsOwnName() => AssertWrites(static (int x) => { Property = x; }, "StaticWritesTests.Property");

    [Fact]
    public void Method_IsReadLikeALambda() => AssertWrites(Both, "StaticWritesTests.s_count", "StaticWritesTests.s_log");

    [Fact]
    public void AsynchronousLambda_IsReadBehindItsAwaits() => AssertWrites(static async (int x) =>
    {
        await Task.Yield();
        s_count = x;
    }, "StaticWritesTests.s_count");

    [Fact]
    public void InnerLambdaAndLocalFunction_BelongToTheFunction()
    {
        AssertWrites(static (int[] all) => Array.ForEach(all, static x => s_count += x), "StaticWritesTests.s_count");
        AssertWrites(static (int x) =>
        {
            Local(x);
            static void Local(int y) => s_total = y;
        }, "StaticWritesTests.s_total");
    }

    [Fact]
    public void GenericMethod_IsRead() => AssertWrites(Holder<int>.Put<string>, "StaticWritesTests.Holder<int>.Last");

    [Fact]
    public void WhatTheFunctionCalls_IsNotRead() => AssertWrites(static (int x) => Both(x));

    [Fact]
    public void Reading_IsNoWrite() => AssertWrites(static (int x) => x + Plain + s_count + Property);

    [Fact]
    public void Cache_ThatIsFilledOnce_IsMeantToStay() => AssertWrites(static (int x) => (s_cache ??= [1, 2, 3])[x]);

    [Fact]
    public void FieldOfAThread_IsMeantToStay() => AssertWrites(static (int x) => { t_own = x; });

    // The compiler keeps the delegate in a static field.
    [Fact]
    public void Delegate_ThatTheCompilerKeeps_IsNoWrite() => AssertWrites(static (int[] all) => all.Select(static x => x + 1).Sum());

    private static void Both(int x)
    {
        s_count = x;
        s_log += x;
    }

    private static void AssertWrites(Delegate function, params string[] fields) => Assert.Equal(fields, StaticWrites.Of(function.Method));

    private static class Holder<T>
    {
        private static T? Last { get; set; }

        internal static void Put<TOther>(T value, TOther other) => Last = other is null ? default : value;
    }
}
