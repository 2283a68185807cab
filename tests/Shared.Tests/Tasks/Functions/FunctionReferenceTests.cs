using System.Reflection;
using Cluster.Faults;
using Cluster.Tasks.Functions;
using Cluster.TestKit;
using MessagePack;

namespace Cluster.Tests.Tasks.Functions;

public sealed class FunctionReferenceTests
{
    private static readonly int[,] Plane = new int[2, 3];
    private static readonly string[] TwoLetters = ["a", "a"];

    private interface ICalculator
    {
        static int Twice(int x) => 2 * x;
    }

    /// <summary>A function, arguments, and what it answers to them.</summary>
    public static TheoryData<Delegate, object?[], object?> Functions()
    {
        static int AddOne(int x) => x + 1;
        static T[] Twice<T>(T x) => [x, x];
        return new()
        {
            { (Func<int, int>)SampleFunctions.Square, [7], 49 },
            { (Func<int, int>)(static x => x + 1), [1], 2 },
            // Captures nothing, though nobody said so.
            { (Func<int, int, int>)((a, b) => a * b), [6, 7], 42 },
            { (Func<int, int>)AddOne, [41], 42 },
            { (Func<string, string[]>)Twice, ["a"], TwoLetters },
            { (Func<int, int>)ICalculator.Twice, [4], 8 },
            { (Func<string, string>)SampleFunctions.Shout, ["loud"], "LOUD" },
            { (Func<double, double>)Math.Sqrt, [9.0], 3.0 },
            { (Func<string, string>)SampleFunctions.Same, ["x"], "x" },
            { (Func<Guid?, Guid?>)SampleFunctions.Same, [null], null },
            { (Func<int[], int>)SampleFunctions.Rank, [new int[1]], 1 },
            { (Func<int[,], int>)SampleFunctions.Rank, [Plane], 2 },
            { (Func<int[][,], int>)SampleFunctions.Rank, [new[] { Plane }], 1 },
            { (Func<Dictionary<string, int[][]>, string>)SampleFunctions.Describe, [new Dictionary<string, int[][]>()], "String Int32[] 0" },
            { (Func<Dictionary<DayOfWeek, (int, string)[]>, string>)SampleFunctions.Describe, [new Dictionary<DayOfWeek, (int, string)[]>()], "DayOfWeek ValueTuple`2 0" },
            { SampleFunctions.SizeOf<long>(), [1L], 8 },
            { SampleFunctions.SizeOf<short>(), [(short)1], 2 },
            { (Func<int, string>)GenericFunctions<int>.Own, [5], "Int32 5" },
            { (Func<string, string>)GenericFunctions<string>.Own, ["s"], "String s" },
            { (Func<int, string, string>)GenericFunctions<int>.Pair, [5, "s"], "Int32 5, String s" },
            { GenericFunctions<string>.Lambda<byte>(), ["s", (byte)1], "String s, Byte 1" },
            { (Func<char, double, string>)GenericFunctions<char>.Inner<double>.Both, ['c', 1.5], "Char c, Double 1.5" },
            { (Action)SampleFunctions.Nothing, [], null },
        };
    }

    [Theory]
    [MemberData(nameof(Functions), DisableDiscoveryEnumeration = true)]
    public void Of_WhatAUserMayWrite_IsFoundAgainAndCalled(Delegate function, object?[] arguments, object? expected)
    {
        FunctionReference sent = FunctionReference.Of(function);
        FunctionReference received = References.Decode(References.Encode(sent));
        Assert.Equal(sent, received);
        Assert.Equal(sent.GetHashCode(), received.GetHashCode());

        ResolvedFunction found = new FunctionTable().Resolve(received);

        Assert.Equal(function.Method, found.Method);
        Assert.Equal(expected, found.Invoke(arguments, null));
    }

    // C# has no such arrays; other languages, and reflection, do.
    [Fact]
    public void Of_ArrayOfOneDimensionThatIsNoVector_IsNotTakenForOne()
    {
        Type array = typeof(int).MakeArrayType(1);
        Delegate function = typeof(SampleFunctions).GetMethod(nameof(SampleFunctions.Same), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(array).CreateDelegate(typeof(Func<,>).MakeGenericType(array, array));
        Assert.Equal(array, References.Travel(function).Signature.ResultType);
    }

    [Fact]
    public void Of_TwoFunctions_AreDifferent()
    {
        FunctionReference[] references =
        [
            FunctionReference.Of(SampleFunctions.Square), FunctionReference.Of(SampleFunctions.Same<int>), FunctionReference.Of(SampleFunctions.Same<long>),
            FunctionReference.Of(GenericFunctions<int>.Own), FunctionReference.Of(GenericFunctions<long>.Own), FunctionReference.Of(SampleFunctions.Same<int[]>),
        ];
        Assert.Equal(references.Length, references.Distinct().Count());
    }

    [Fact]
    public void Of_TheSameAgain_IsExaminedOnce()
    {
        Func<int, int> again = SampleFunctions.Square;
        Assert.Same(FunctionReference.Of(SampleFunctions.Square), FunctionReference.Of(again));
    }

    [Fact]
    public void Write_AFunctionOfOurs_NamesItsFileAndNoType()
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square);
        ModuleReference module = Assert.Single(reference.Modules);
        Assert.Equal(typeof(SampleFunctions).Assembly.GetName().Name, module.Name);
        Assert.Equal(typeof(SampleFunctions).Assembly.Location, module.Path);
        Assert.Equal(typeof(SampleFunctions).Module.ModuleVersionId, module.Version);
        Assert.Equal(-1, References.Encode(reference).AsSpan().IndexOf("SampleFunctions"u8));
    }

    [Fact]
    public void Read_CutShort_IsRefused()
    {
        byte[] whole = References.Encode(FunctionReference.Of(SampleFunctions.Describe<string, (int, double)[]>));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.ThrowsAny<EndOfStreamException>(() => References.Decode(cut));
        }
    }

    // A worker believes its coordinator; it must all the same not do anything odd with bytes that make no sense. Those of a path may well change: the name comes first.
    [Fact]
    public void Read_AnyByteChanged_GivesAFaultOrAFunction()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] whole = References.Encode(FunctionReference.Of(SampleFunctions.Describe<string, (int, double)[]>));
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                new FunctionTable().Resolve(References.Decode(changed));
            }
            catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException or FaultException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 1999);
    }

    [Fact]
    public void Read_TypesInTypesWithoutEnd_IsRefused()
    {
        // [[], [0, [0, [0, …
        byte[] bytes = [0x94, 0x90, .. Enumerable.Repeat<byte[]>([0x92, 0x00], 100_000).SelectMany(static pair => pair)];
        Assert.Contains("nested", Assert.Throws<MessagePackSerializationException>(() => References.Decode(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x06ffffff, "cannot be called")]
    [InlineData(0x06000000, "cannot be called")]
    public void Resolve_TokenOfNothing_IsAFault(int method, string what)
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square) with { Method = method };
        var fault = Assert.Throws<FaultException>(() => new FunctionTable().Resolve(reference));
        Assert.Equal(FaultCode.FunctionUnavailable, fault.Code);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_MethodOfAnotherType_IsAFault()
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square);
        int elsewhere = ((Func<Type, bool>)CSharpTypes.IsSealed).Method.MetadataToken;
        Assert.Throws<FaultException>(() => new FunctionTable().Resolve(reference with { Method = elsewhere }));
    }

    [Fact]
    public void Resolve_MethodOfAnObject_IsAFault()
    {
        MethodInfo method = typeof(FunctionReferenceTests).GetMethod(nameof(Resolve_MethodOfAnObject_IsAFault))!;
        var fault = Assert.Throws<FaultException>(() => new FunctionTable().Resolve(FunctionReference.Of(method)));
        Assert.Contains("instance method", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_TheSameAgain_IsResolvedOnce()
    {
        var table = new FunctionTable();
        byte[] bytes = References.Encode(FunctionReference.Of(SampleFunctions.Square));
        Assert.Same(table.Resolve(References.Decode(bytes)), table.Resolve(References.Decode(bytes)));
    }

    private static class CSharpTypes
    {
        internal static bool IsSealed(Type type) => type.IsSealed;
    }
}
