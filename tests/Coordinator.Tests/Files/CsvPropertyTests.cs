using System.Globalization;
using System.Text;

namespace Cluster.Coordinator.Files;

/// <summary>The same table, however it is written, gives the same numbers.</summary>
public sealed class CsvPropertyTests(ITestOutputHelper output)
{
    private const int Tables = 300;

    private const int Mutations = 5_000;

    private static readonly byte[] Telling = "\"\",;\t\r\n\0 1.-ex"u8.ToArray();

    private static readonly string[] Labels = ["setosa", "a,b", "c;d", "say \"so\"", "x\ty", "ü"];

    private static readonly string[] Separators = [",", ";", "\t"];

    private static readonly string[] Quotings = ["never", "always", "sometimes"];

    [Fact]
    public void Open_RandomTablesWrittenInRandomWays_SameNumbers()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        for (int table = 0; table < Tables; table++)
        {
            int rows = random.Next(1, 12), columns = random.Next(1, 7), labels = random.Next(3);
            double[] numbers = [.. Enumerable.Range(0, rows * columns).Select(_ => Number(random))];
            int[] places = [.. Enumerable.Range(0, columns + labels).Select(column => column < columns ? column : -1)];
            random.Shuffle(places);
            bool header = random.Next(2) == 0;
            foreach (string separator in Separators)
            {
                foreach (string end in new[] { "\n", "\r\n" })
                {
                    byte[] file = Compose(random, numbers, rows, columns, places, header, separator, end);
                    string path = folder.Write("x.csv", file);
                    try
                    {
                        using InputArray array = InputFile.Open(path);
                        Assert.Equal((rows, columns), (array.Layout.Rows, array.Layout.Columns));
                        Assert.Equal(numbers, ArrayValues.Rows(array));
                        Assert.Equal(header ? places.Where(place => place >= 0).Select((_, index) => $"n{index}") : [], array.ColumnNames);
                    }
                    catch (Exception ex)
                    {
                        Assert.Fail($"seed {seed}, table {table}: {ex}\n{Encoding.UTF8.GetString(file)}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Open_TablesMutatedAtRandom_ReadsOrExplains()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] originals =
        [
            [.. Fixture.Bytes("iris.csv").Take(200)],
            "a;\"b\"\n1.5;2\n\"3\";4\n"u8.ToArray(),
            [0xEF, 0xBB, 0xBF, .. "1\t2\r\n3\t4"u8],
            Encoding.Unicode.GetBytes("\uFEFFx,y\n1,2\n"),
        ];
        using var folder = new TempFolder();
        for (int mutation = 0; mutation < Mutations; mutation++)
        {
            byte[] file = [.. originals[random.Next(originals.Length)]];
            for (int change = random.Next(1, 6); change > 0; change--)
                file[random.Next(file.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : Telling[random.Next(Telling.Length)];
            string path = folder.Write("x.csv", file[..random.Next(1, file.Length + 1)]);
            try
            {
                using InputArray array = InputFile.Open(path);
                Assert.Equal(array.Layout.Length, ArrayValues.Rows(array).Length);
            }
            catch (FileProblemException problem)
            {
                Assert.DoesNotContain(problem.Message, char.IsControl);
            }
            catch (Exception ex)
            {
                Assert.Fail($"seed {seed}, mutation {mutation}: {ex}\n{Convert.ToHexString(file)}");
            }
        }
    }

    private static byte[] Compose(
        Random random, double[] numbers, int rows, int columns, int[] places, bool header, string separator, string end)
    {
        string quoting = Quotings[random.Next(Quotings.Length)];
        var lines = new List<string>();
        if (header)
        {
            int number = 0;
            lines.Add(string.Join(separator, places.Select((place, index) => Quote(place < 0 ? $"label {index}" : $"n{number++}"))));
        }
        for (int row = 0; row < rows; row++)
        {
            int column = 0;
            lines.Add(string.Join(separator, places.Select(place => place < 0
                ? Quote(Labels[random.Next(Labels.Length)])
                : Quote(numbers[row * columns + column++].ToString("R", CultureInfo.InvariantCulture)))));
        }
        if (random.Next(2) == 0) lines.Insert(random.Next(lines.Count + 1), "");
        string text = string.Join(end, lines) + (random.Next(2) == 0 ? end : "");
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(2) == 0 ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;

        string Quote(string cell)
        {
            bool needed = cell.AsSpan().ContainsAny(",;\t\"");
            bool quoted = needed || quoting == "always" || (quoting == "sometimes" && random.Next(2) == 0);
            return quoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
        }
    }

    private static double Number(Random random) => random.Next(6) switch
    {
        0 => random.Next(-100, 100),
        1 => random.NextDouble(),
        2 => BitConverter.Int64BitsToDouble(random.NextInt64()) is var number && double.IsFinite(number) ? number : double.NaN,
        3 => double.NegativeInfinity,
        4 => double.NaN,
        _ => Math.Round(random.NextDouble() * 10, 1),
    };
}
