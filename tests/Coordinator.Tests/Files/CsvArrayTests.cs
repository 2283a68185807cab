using System.Text;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

public sealed class CsvArrayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Iris_FourColumnsOfNumbersAndTheKnownDistance()
    {
        using InputArray iris = InputFile.Open(Fixture.Path("iris.csv"));

        Assert.Equal(ArrayLayout.Matrix(ElementType.Float64, 150, 4, ArrayOrder.C), iris.Layout);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], iris.ColumnNames);
        Assert.Equal("iris.csv: 150 × 4 × f8, C order, 4,800 bytes", iris.Description);
        Assert.Null(iris.MappableOffset);
        double[] values = ArrayValues.Rows(iris);
        double squares = 0;
        for (int column = 0; column < 4; column++) squares += Math.Pow(values[10 * 4 + column] - values[15 * 4 + column], 2);
        Assert.Equal(0.7874007874011812, Math.Sqrt(squares));
        Assert.Equal(
            [("setosa", 50), ("versicolor", 50), ("virginica", 50)],
            File.ReadLines(Fixture.Path("iris.csv")).Skip(1).CountBy(line => line.Split(',')[4]).Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("1,2\n3,4\n", 2, 2, "1 2 3 4", "")]
    [InlineData("1,2\r\n3,4", 2, 2, "1 2 3 4", "")]
    [InlineData("1,2\r3,4\r", 2, 2, "1 2 3 4", "")]
    [InlineData("\n\n1,2\n \t\n\n3,4\n\n", 2, 2, "1 2 3 4", "")]
    [InlineData("5\n6\n\n7\n", 3, 1, "5 6 7", "")]
    [InlineData("height\n1.5\n", 1, 1, "1.5", "height")]
    [InlineData("1.5", 1, 1, "1.5", "")]
    [InlineData("a,b\n", 0, 2, "", "a b")]
    [InlineData("a,b\n1,2", 1, 2, "1 2", "a b")]
    [InlineData("\"a\",\"b\"\n\"1\",\" 2 \"\n", 1, 2, "1 2", "a b")]
    [InlineData("a;b\n1.5;2\n", 1, 2, "1.5 2", "a b")]
    [InlineData("a\tb\n1.5\t2\n", 1, 2, "1.5 2", "a b")]
    [InlineData("length (mm; about),b\n1,2\n", 1, 2, "1 2", "length (mm; about) b")]
    [InlineData("\"x;y\",\"z;\"\n1,2\n", 1, 2, "1 2", "x;y z;")]
    [InlineData(" 1 ,\t+2e-3\n-.5, 7.\n", 2, 2, "1 0.002 -0.5 7", "")]
    [InlineData("nan,inf,-inf\n+Inf,Infinity,NaN\n", 2, 3, "NaN Infinity -Infinity Infinity Infinity NaN", "")]
    [InlineData("setosa,1\nvirginica,2\n", 2, 1, "1 2", "")]
    [InlineData("name,x,kind\nann,1,\"a, b\"\nbob,2,\n", 2, 1, "1 2", "x")]
    [InlineData("5.1,3.5,setosa\n", 1, 2, "5.1 3.5", "")]
    [InlineData("id,2020,2021\n7,1,2\n", 1, 3, "7 1 2", "id 2020 2021")]
    [InlineData(",x\n0,1\n1,2\n", 2, 2, "0 1 1 2", " x")]
    [InlineData("x,\"two\nlines\"\n1,2\n", 1, 2, "1 2", "x two\nlines")]
    public void Open_ManyWaysToWriteATable_SameNumbers(string text, long rows, long columns, string values, string names)
    {
        using InputArray array = InputFile.Open(_folder.Write("x.csv", text));

        Assert.Equal(ArrayLayout.Matrix(ElementType.Float64, rows, columns, ArrayOrder.C), array.Layout);
        Assert.Equal(values, string.Join(' ', ArrayValues.Rows(array)));
        Assert.Equal(names, string.Join(' ', array.ColumnNames));
    }

    [Fact]
    public void Open_Utf16WithMark_IsRead()
    {
        File.WriteAllText(_folder["x.csv"], "größe;b\n1.5;2\n", Encoding.Unicode);

        using InputArray array = InputFile.Open(_folder["x.csv"]);

        Assert.Equal(["größe", "b"], array.ColumnNames);
        Assert.Equal([1.5, 2], ArrayValues.Rows(array));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,abc\n", "line 3, column 2 ('b'): 'abc' is not a number")]
    [InlineData("1,2\n\n\n3,abc\n", "line 4, column 2: 'abc' is not a number")]
    [InlineData("1,2\n3,4,5\n", "line 2 has 3 cells where line 1 has 2")]
    [InlineData("a,b\n1\n", "line 2 has 1 cells where line 1 has 2")]
    [InlineData("\na,b,k\n1,2,x\n3,4\n", "line 4 has 2 cells where line 2 has 3")]
    [InlineData("a,b\n1,2\n3,\n", "line 3, column 2 ('b'): the cell is empty")]
    [InlineData("a,b\n1,\n3,4\n", "line 2, column 2 ('b'): the cell is empty")]
    [InlineData("1,,3\n4,5,6\n", "line 1, column 2: the cell is empty")]
    [InlineData("1,2\n3,4\0\n", "line 2: holds a NUL byte")]
    [InlineData("1;2,5\n3;4,5\n", "line 1, column 2: '2,5' is not a number (write decimals with a point)")]
    [InlineData("1.0 2.0\n3.0 4.0\n", "line 1: no cell is a number, the first is '1.0 2.0'")]
    [InlineData("x,y\na,b\n", "line 1: no cell is a number, the first is 'x'")]
    [InlineData("\n \n\r\n", "holds no rows, only blank lines")]
    [InlineData("\uFEFF", "holds no rows")]
    [InlineData("1,2\n3,4\"5\n", "line 2")]
    [InlineData("1,2\n3,\"4\n5,6\n", "a quoted field that is never closed")]
    [InlineData("1,2\n3,\"4\"x\n", "text after the closing quote")]
    [InlineData("1\n0x10\n", "'0x10' is not a number")]
    [InlineData("1\n1_000\n", "'1_000' is not a number")]
    [InlineData("1\n1 2\n", "'1 2' is not a number")]
    [InlineData("a,b\n1,2\n3,\"x\u001b[2J\"\n", "'x?[2J' is not a number")]
    public void Open_DamagedTable_NamesLineAndColumn(string text, string words)
    {
        string path = _folder.Write("x.csv", text);

        var problem = Assert.Throws<FileProblemException>(() => InputFile.Open(path));

        Assert.Equal(path, problem.Subject);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EndlessCell_IsShortenedInTheMessage()
    {
        string path = _folder.Write("x.csv", "1\n" + new string('x', 100_000));

        var problem = Assert.Throws<FileProblemException>(() => InputFile.Open(path));

        Assert.Equal($"line 2, column 1: '{new string('x', 40)}…' is not a number", problem.What);
    }

    [Fact]
    public void CopyTo_MoreNumbersThanABlockHolds_AcrossTheBorders()
    {
        const int rows = 70_001;
        string text = string.Concat(Enumerable.Range(0, rows).Select(row => $"{row},{-row}\n"));
        using InputArray array = InputFile.Open(_folder.Write("x.csv", text));

        Assert.Equal(rows, array.Layout.Rows);
        double[] values = ArrayValues.Rows(array);
        for (int row = 0; row < rows; row++) Assert.Equal((row, -row), (values[2 * row], values[2 * row + 1]));
        byte[] around = new byte[40];
        array.CopyTo(around, (1 << 16) * 8 - 20);
        Assert.Equal(ArrayValues.Bytes(array)[((1 << 16) * 8 - 20)..((1 << 16) * 8 + 20)], around);
    }
}
