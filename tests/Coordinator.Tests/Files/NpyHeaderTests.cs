using System.Text;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>Headers that NumPy reads but does not write, and damaged ones.</summary>
public sealed class NpyHeaderTests(ITestOutputHelper output)
{
    private static readonly string[] MutatedFixtures =
        ["f8-c.npy", "i4-fortran.npy", "version-2.npy", "version-3.npy", "records.npy", "empty.npy"];

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}")]
    [InlineData("{'shape':(3,),'fortran_order':False,'descr':'<f8'}")]
    [InlineData("  {\t\"descr\" :\n\"<f8\" , \"fortran_order\" : False , 'shape' : ( 3 , ) , }  \n\n")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3L,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (3,), }")]
    [InlineData("{'descr': 'f8', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '|f8', 'fortran_order': False, 'shape': (00003,), }")]
    public void Read_AnyWayToWriteTheDictionary_SameLayout(string dictionary)
    {
        using var folder = new TempFolder();
        using InputArray array = InputFile.Open(folder.Write("x.npy", File(dictionary, data: 24)));

        Assert.Equal(ArrayLayout.Vector(ElementType.Float64, 3), array.Layout);
    }

    [Theory]
    [InlineData("?", ElementType.Boolean)]
    [InlineData("|?", ElementType.Boolean)]
    [InlineData("|b1", ElementType.Boolean)]
    [InlineData("<u1", ElementType.UInt8)]
    [InlineData(">u1", ElementType.UInt8)]
    public void Read_AnyNameOfATypeOfOneByte_IsThatType(string descr, object type)
    {
        using var folder = new TempFolder();
        using InputArray array = InputFile.Open(
            folder.Write("x.npy", File($"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2, 3), }}", data: 6)));

        Assert.Equal(ArrayLayout.Matrix((ElementType)type, 2, 3, ArrayOrder.C), array.Layout);
    }

    [Theory]
    [InlineData("", "header, byte 10: expected '{', found the end of the header")]
    [InlineData("{", "expected a string in quotes, found the end")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), ", "expected a string in quotes, found the end")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "the field 'shape' is missing")]
    [InlineData("{'descr': '<f8', 'shape': (3,), }", "the field 'fortran_order' is missing")]
    [InlineData("{}", "the field 'descr' is missing")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', }", "the field 'descr' is unknown or there twice")]
    [InlineData("{'extra': 1}", "the field 'extra' is unknown")]
    [InlineData("{'descr': '<f8', 'fortran_order': 1, 'shape': (3,), }", "byte 44: expected True or False, found '1'")]
    [InlineData("{'descr' '<f8'}", "header, byte 19: expected ':', found '''")]
    [InlineData("{'descr': '<f8' 'shape': (3,)}", "expected '}', found '''")]
    [InlineData("{'descr': '<f8", "a string without its closing quote")]
    [InlineData("{'descr': '<f\\x38'}", "a backslash")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3), }", "one length is written (3,)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': 3, }", "expected '(', found '3'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3 4), }", "expected ',' or ')', found '4'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,,), }", "expected a length, found ','")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1.5,), }", "expected ',' or ')', found '.'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } x", "expected the end, found 'x'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-3,), }", "field 'shape': (-3,) has a negative length")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-3, -1), }", "(-3, -1) has a negative length")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,), }", "is more than 2^63 bytes")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "is more than 2^63 bytes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4611686018427387904), }", "is more than 2^63 bytes")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }", "is more than 2^63 bytes")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (9999999999999999999999999999999999999999,), }", "more than 38 digits")]
    [InlineData("{'descr': '<>f8', 'fortran_order': False, 'shape': (3,), }", "has an unknown type")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (3,), }", "has a type that is not read, ''")]
    [InlineData("{'descr': '>i4', 'fortran_order': False, 'shape': (3,), }", "save array.astype('<i4')")]
    public void Read_DamagedDictionary_NamesThePlace(string dictionary, string words)
    {
        using var folder = new TempFolder();
        string path = folder.Write("x.npy", File(dictionary, data: 24));

        var problem = Assert.Throws<FileProblemException>(() => InputFile.Open(path));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileCutAnywhere_SaysTruncated()
    {
        using var folder = new TempFolder();
        byte[] whole = Fixture.Bytes("f8-c.npy");
        for (int length = 1; length < whole.Length; length++)
        {
            string path = folder.Write("x.npy", whole[..length]);
            var problem = Assert.Throws<FileProblemException>(() => InputFile.Open(path));
            Assert.StartsWith("truncated", problem.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_HeadersMutatedAtRandom_ReadsOrExplainsInLittleMemory()
    {
        const int mutations = 10_000, memoryLimit = 1_000_000;
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] originals = [.. MutatedFixtures.Select(Fixture.Bytes)];
        using var folder = new TempFolder();
        int read = 0;
        for (int mutation = 0; mutation < mutations; mutation++)
        {
            byte[] mutated = Mutate(originals[random.Next(originals.Length)], random);
            string path = folder.Write("x.npy", mutated);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using InputArray array = InputFile.Open(path);
                Assert.Equal(mutated.Length, array.MappableOffset + array.ByteLength);
                read++;
            }
            catch (FileProblemException problem)
            {
                Assert.DoesNotContain(problem.Message, char.IsControl);
            }
            catch (Exception ex)
            {
                Assert.Fail($"seed {seed}, mutation {mutation}: {ex}\n{Convert.ToHexString(mutated)}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < memoryLimit, $"seed {seed}, mutation {mutation}: {allocated:N0} bytes allocated");
        }
        output.WriteLine($"{read} of {mutations} could still be read");
        Assert.InRange(read, 1, mutations - 1);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        string[] words =
            ["'", "\"", "(", ")", "{", "}", ",", ":", "-", "9", "99999999999999999999", "(1,)", "True", "descr", "L", ">", "\0", "\u001b"];
        var bytes = new List<byte>(original);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int place = random.Next(Math.Min(bytes.Count, 100));
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveAt(place);
                    break;
                case 3:
                    bytes.InsertRange(place, Encoding.ASCII.GetBytes(words[random.Next(words.Length)]));
                    break;
                default:
                    byte[] word = Encoding.ASCII.GetBytes(words[random.Next(words.Length)]);
                    for (int index = 0; index < word.Length && place + index < bytes.Count; index++) bytes[place + index] = word[index];
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>A file of version 1.0 with this text as its header.</summary>
    private static byte[] File(string dictionary, int data) =>
    [
        .. NpyFormat.Magic, 1, 0, (byte)dictionary.Length, (byte)(dictionary.Length >> 8),
        .. Encoding.ASCII.GetBytes(dictionary), .. new byte[data],
    ];
}
