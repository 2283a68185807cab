using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Cluster.Tasks.Functions;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>What cannot run in a worker, and what its author is told.</summary>
public sealed class FunctionRefusalTests
{
    private readonly int _limit = 3;

    private delegate int RefParameter(ref int count);

    private delegate void OutParameter(out int count);

    private delegate int InParameter(in int count);

    private delegate int SpanParameter(ReadOnlySpan<byte> bytes);

    private delegate ReadOnlySpan<byte> SpanResult();

    private delegate ref int RefResult();

    private unsafe delegate int PointerParameter(int* values);

    [Fact]
    public void Of_LambdaThatCapturesLocals_NamesThemAndTheCure()
    {
        int threshold = 5;
        List<string> files = [];
        Refused(
            (int a) => a > threshold && files.Count == 0,
            "The lambda in FunctionRefusalTests.Of_LambdaThatCapturesLocals_NamesThemAndTheCure cannot run in a worker: it captures 'threshold', 'files'; " +
            "pass them as arguments, e.g. pool.Submit(static (int a, int threshold, List<string> files) => …, a, threshold, files). (Parameter 'function')");
    }

    [Fact]
    public void Of_LambdaThatCapturesOneLocal_NamesIt()
    {
        (int, string?)[] pairs = [];
        Refused(() => pairs.Length, "it captures 'pairs'; pass it as an argument, e.g. pool.Submit(static ((int, string)[] pairs) => …, pairs).");
    }

    [Fact]
    public void Of_AsyncLambdaThatCaptures_NamesIt()
    {
        int delay = 1;
        Refused(async () => await Task.FromResult(delay), "it captures 'delay'; pass it as an argument, e.g. pool.Submit(static (int delay) => …, delay).");
    }

    [Fact]
    public void Of_LambdaWithContextThatCaptures_KeepsTheContextLast()
    {
        double scale = 1;
        Refused((int a, WorkerContext w) => (a * scale) + w.Attempt, "e.g. pool.Submit(static (int a, double scale, WorkerContext w) => …, a, scale).");
    }

    [Fact]
    public void Of_MoreThanAPoolsCallsTake_AdvisesARecord()
    {
        int a = 1, b = 2, c = 3, d = 4;
        Refused((int x) => x + a + b + c + d, "it captures 'a', 'b', 'c', 'd'; pass them as arguments: more than 4 fit into a record or a tuple.");
    }

    [Fact]
    public void Of_LambdaOfInnerScope_NamesVariablesOfOuterScopesToo()
    {
        int outermost = 1;
        for (int i = 0; i < 1; i++)
        {
            int inner = i;
            for (int j = 0; j < 1; j++)
            {
                int innermost = j;
                Refused(() => innermost + inner + outermost, "it captures 'innermost', 'inner', 'outermost';");
            }
        }
    }

    [Fact]
    public void Of_LambdaInALambda_NamesVariablesOfBoth()
    {
        int outer = 1;
        Func<int, Func<int>> make = own => () => own + outer;
        Refused(make(1), "it captures 'own', 'outer';");
    }

    // A scope has one closure for all of its lambdas.
    [Fact]
    public void Of_LambdaBesideOthers_NamesOnlyWhatItUses()
    {
        int mine = 1, others = 2;
        Func<int> other = () => others;
        Refused(() => mine, "it captures 'mine'; pass it");
        Refused(async () => await Task.FromResult(mine), "it captures 'mine'; pass it");
        Refused(() => Enumerable.Range(0, 1).Select(x => x + mine).Sum(), "it captures 'mine'; pass it");
        Refused(other, "it captures 'others'; pass it");
    }

    [Fact]
    public void Of_LambdaThatUsesMembers_NamesThisAndItsType() => Refused(
        (int a) => a + _limit,
        "The lambda in FunctionRefusalTests.Of_LambdaThatUsesMembers_NamesThisAndItsType cannot run in a worker: it captures 'this'; " +
        "make what it uses of FunctionRefusalTests static, or pass it as an argument. (Parameter 'function')");

    [Fact]
    public void Of_LambdaThatUsesMembersAndLocals_NamesBoth()
    {
        int local = 1;
        Refused(
            (int a) => a + _limit + local,
            "it captures 'local', 'this'; make what it uses of FunctionRefusalTests static, or pass it as an argument; " +
            "pass it as an argument, e.g. pool.Submit(static (int a, int local) => …, a, local).");
    }

    [Fact]
    public void Of_LocalFunctionThatCaptures_NamesIt()
    {
        int local = 1;
        int Add(int a) => a + local;
        int AddLimit(int a) => a + _limit;
        Refused(Add, "The local function Add in FunctionRefusalTests.Of_LocalFunctionThatCaptures_NamesIt cannot run in a worker: it captures 'local';");
        Refused(AddLimit, "The local function AddLimit in FunctionRefusalTests.Of_LocalFunctionThatCaptures_NamesIt cannot run in a worker: it captures 'this';");
    }

    [Fact]
    public async Task Of_LambdaInAnAsyncMethod_NamesItsVariables()
    {
        int before = 1;
        await Task.Yield();
        int after = 2;
        Refused(() => before + after, "it captures 'before', 'after';");
        Refused(() => before + _limit, "it captures 'before', 'this';");
    }

    [Fact]
    public void Of_LambdaOfAPrimaryConstructor_NamesThis() => Refused(new Scaled(2).Lambda(), "it captures 'this'; make what it uses of FunctionRefusalTests.Scaled static");

    [Fact]
    public void Of_MethodOfAnObject_NamesItsType()
    {
        Refused(
            new Scaled(2).Scale,
            "FunctionRefusalTests.Scaled.Scale cannot run in a worker: it is an instance method, and the FunctionRefusalTests.Scaled it would be called on stays in this process; " +
            "make it static, and pass what it needs of the FunctionRefusalTests.Scaled as arguments. (Parameter 'function')");
        Refused("text".IndexOf, (Func<char, int> function) => FunctionReference.Of(function), "String.IndexOf cannot run in a worker: it is an instance method, and the string");
    }

    [Fact]
    public void Of_MethodOfAnObjectThatTheCallerPasses_IsAnInstanceMethod()
    {
        MethodInfo method = typeof(string).GetMethod(nameof(string.Trim), [])!;
        Refused(method.CreateDelegate<Func<string, string>>(), "it is an instance method");
    }

    [Fact]
    public void Of_ExtensionMethodOfAValue_NamesTheValue()
    {
        const string cure = "'text', and so captures it; pass it as an argument, e.g. pool.Submit(static (string text) => …, text).";
        Refused("quiet".Shout, cure);
        string? nothing = null;
        Refused(nothing!.Shout, cure);
        Assert.NotNull(FunctionReference.Of((Func<string, string>)SampleFunctions.Shout));
    }

    [Fact]
    public void Of_SeveralFunctions_AreRefused()
    {
        Action both = SampleFunctions.Nothing;
        both += SampleFunctions.Nothing;
        Refused(both, "it combines 2 functions");
    }

    [Fact]
    public void Of_ExpressionTrees_AreRefused()
    {
        Expression<Func<int, int>> tree = x => x + 1;
        Refused(tree.Compile(), "it is a compiled expression tree, and in no file that a worker could load; write it as a static method or lambda.");
        Refused(tree.Compile(preferInterpretation: true), "it is a compiled expression tree");
    }

    [Fact]
    public void Of_DynamicMethod_IsRefused()
    {
        var method = new DynamicMethod("made", typeof(int), []);
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_7);
        code.Emit(OpCodes.Ret);
        Refused(method.CreateDelegate<Func<int>>(), "it was made at run time and is in no file");
    }

    [Theory]
    [InlineData(AssemblyBuilderAccess.Run)]
    [InlineData(AssemblyBuilderAccess.RunAndCollect)]
    public void Of_MethodOfADynamicAssembly_IsRefused(AssemblyBuilderAccess access)
    {
        ModuleBuilder module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), access).DefineDynamicModule("main");
        TypeBuilder type = module.DefineType("Functions");
        ILGenerator code = type.DefineMethod("Run", MethodAttributes.Static | MethodAttributes.Public, typeof(int), []).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_7);
        code.Emit(OpCodes.Ret);
        Type made = type.CreateType();
        Refused(made.GetMethod("Run")!.CreateDelegate<Func<int>>(), "Functions.Run cannot run in a worker: Made was made at run time");
        // Likewise where only a type argument is from there.
        Delegate same = typeof(SampleFunctions).GetMethod(nameof(SampleFunctions.Same), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(made).CreateDelegate(typeof(Func<,>).MakeGenericType(made, made));
        Refused(same, "Made was made at run time");
    }

    [Fact]
    public unsafe void Of_ParametersThatCannotTravel_AreNamed()
    {
        Refused((RefParameter)((ref int count) => count), "parameter 'count' is passed by reference, and what is written to it does not come back");
        Refused((OutParameter)((out int count) => count = 1), "parameter 'count' is an out parameter, and nothing comes back through it; return a tuple.");
        Refused((InParameter)((in int count) => count), "parameter 'count' is passed by reference, into another process's memory; pass it by value.");
        Refused((SpanParameter)(static bytes => bytes.Length), "parameter 'bytes' is a ReadOnlySpan<byte>, which cannot leave its stack; pass an array.");
        Refused((PointerParameter)(static values => *values), "parameter 'values' is an address, which means nothing in another process; pass an array.");
        Refused((CancellationToken stop) => stop.IsCancellationRequested, "parameter 'stop' is a token that nobody could cancel there; take a WorkerContext");
        Refused((WorkerContext worker, int a) => a, "parameter 'worker' is a WorkerContext, which the worker fills in only where it is the last one.");
        Refused(SampleFunctions.Same, (Func<int*[], int*[]> function) => FunctionReference.Of(function), "int* is an address, which means nothing in another process");
    }

    [Fact]
    public void Of_ResultsThatCannotTravel_AreRefused()
    {
        Refused((SpanResult)(static () => default), "it returns a ReadOnlySpan<byte>, which cannot leave its stack; return an array.");
        Refused((RefResult)(static () => ref Static.Field), "it returns a reference");
        Refused((Action)(static async () => await Task.Yield()), "it is async and returns nothing that could be waited for; let it return a Task.");
    }

    [Fact]
    public void Of_Null_IsAnArgumentNullException() => Assert.Throws<ArgumentNullException>("function", () => FunctionReference.Of((Delegate)null!));

    [Fact]
    public void OfMethod_WithOpenTypes_IsNotSupported()
    {
        MethodInfo open = typeof(GenericFunctions<>).GetMethod("Own", BindingFlags.Static | BindingFlags.NonPublic)!;
        Assert.Contains("open", Assert.Throws<NotSupportedException>(() => FunctionReference.Of(open)).Message, StringComparison.Ordinal);
    }

    private static void Refused(Delegate function, string message)
    {
        var refusal = Assert.Throws<ArgumentException>(nameof(function), () => FunctionReference.Of(function));
        Assert.True(refusal.Message.Contains(message, StringComparison.Ordinal), refusal.Message);
        // Not because it was found out before: whoever asks again is told again.
        Assert.Equal(refusal.Message, Assert.Throws<ArgumentException>(nameof(function), () => FunctionReference.Of(function)).Message);
    }

    private static void Refused<T>(T function, Func<T, object> submit, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(nameof(function), () => submit(function)).Message, StringComparison.Ordinal);

    private static class Static
    {
        internal static int Field;
    }

    private sealed class Scaled(int factor)
    {
        internal int Scale(int x) => x * factor;

        internal Func<int, int> Lambda() => x => x * factor;
    }
}
