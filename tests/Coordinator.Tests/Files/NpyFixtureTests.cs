using System.Globalization;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>Files that NumPy wrote.</summary>
public sealed class NpyFixtureTests
{
    public static TheoryData<string, string, string, string, double, double> Good()
    {
        var rows = new TheoryData<string, string, string, string, double, double>();
        foreach (string[] f in Fixture.Lines("expected.txt", 6))
            rows.Add(f[0], f[1], f[2], f[3], Number(f[4]), Number(f[5]));
        return rows;

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>In the version that numpy.save chooses, 1.0.</summary>
    public static TheoryData<string> Saved() =>
        [.. Fixture.Lines("expected.txt", 6).Select(f => f[0]).Where(name => !name.StartsWith("version", StringComparison.Ordinal))];

    public static TheoryData<string, string> Bad()
    {
        var rows = new TheoryData<string, string>();
        foreach (string[] f in Fixture.Lines("refused.txt", 2)) rows.Add(f[0], f[1]);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Open_WrittenByNumPy_HoldsTheSameNumbers(string name, string type, string shape, string order, double sum, double weighted)
    {
        using InputArray array = InputFile.Open(Fixture.Path(name));

        Assert.Equal(type, array.Layout.Type.NumPyName());
        Assert.Equal(shape, array.Layout.Rank == 1 ? $"{array.Layout.Rows}" : $"{array.Layout.Rows}x{array.Layout.Columns}");
        Assert.Equal(order, array.Layout.Order.ToString());
        double[] values = ArrayValues.Rows(array);
        Assert.Equal(sum, values.Sum());
        Assert.Equal(weighted, values.Select((value, index) => value * (index + 1)).Sum());
    }

    [Theory]
    [MemberData(nameof(Saved))]
    public void MappableOffset_WrittenByNumPy_IsWhereTheBytesLie(string name)
    {
        using InputArray array = InputFile.Open(Fixture.Path(name));

        Assert.Equal(ArrayValues.Bytes(array), Fixture.Bytes(name).AsSpan((int)array.MappableOffset!));
        Assert.Equal(0, array.MappableOffset % 64);
    }

    [Theory]
    [MemberData(nameof(Saved))]
    public void Write_WhatNumPyWrote_SameBytes(string name)
    {
        using var folder = new TempFolder();
        using InputArray array = InputFile.Open(Fixture.Path(name));

        NpyWriter.Write(folder["out.npy"], array.Layout, ArrayValues.Bytes(array));

        Assert.Equal(Fixture.Bytes(name), File.ReadAllBytes(folder["out.npy"]));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Open_NotAnArrayThatIsRead_SaysWhereAndWhatToDo(string name, string words)
    {
        string path = Fixture.Path(name);

        var problem = Assert.Throws<FileProblemException>(() => InputFile.Open(path));

        Assert.Equal(path, problem.Subject);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Description_Matrix_NamesFileLayoutAndBytes()
    {
        using InputArray array = InputFile.Open(Fixture.Path("larger.npy"));

        Assert.Equal("larger.npy: 50 × 40 × f8, Fortran order, 16,000 bytes", array.Description);
        Assert.Empty(array.ColumnNames);
    }

    [Theory]
    [InlineData("larger.npy")]
    [InlineData("i2-fortran.npy")]
    [InlineData("b1-vector.npy")]
    [InlineData("iris.csv")]
    public void CopyTo_RandomSplits_SameAsOneRead(string name)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        using InputArray array = InputFile.Open(Fixture.Path(name));
        byte[] whole = ArrayValues.Bytes(array);

        for (int repeat = 0; repeat < 200; repeat++)
        {
            byte[] pieces = new byte[whole.Length];
            for (int start = 0, length; start < whole.Length; start += length)
            {
                length = Math.Min(random.Next(1, 1 + whole.Length / random.Next(1, 30)), whole.Length - start);
                array.CopyTo(pieces.AsSpan(start, length), start);
            }
            Assert.True(whole.AsSpan().SequenceEqual(pieces), $"seed {seed}, repeat {repeat}");
        }
    }

    [Fact]
    public void CopyTo_BeyondTheEnd_Refuses()
    {
        using InputArray array = InputFile.Open(Fixture.Path("f8-c.npy"));

        Assert.Throws<ArgumentOutOfRangeException>(() => array.CopyTo(new byte[8], 113));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.CopyTo(new byte[8], -1));
        array.CopyTo([], 120);
    }
}
