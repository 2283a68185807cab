using System.Runtime.InteropServices;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

public sealed class NpyWriterTests : IDisposable
{
    private static readonly ArrayLayout Three = ArrayLayout.Vector(ElementType.Float64, 3);

    private static readonly (long Rows, long Columns)[] Shapes =
        [(0, 0), (0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (2, 3), (12, 10), (100, 99)];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AllTypesShapesAndOrders_NumPyReadsAndWritesTheSameBytes()
    {
        int files = 0;
        var random = new Random(7);
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            foreach (long length in new long[] { 0, 1, 9, 1000 }) Write(ArrayLayout.Vector(type, length));
            foreach ((long rows, long columns) in Shapes)
            {
                Write(ArrayLayout.Matrix(type, rows, columns, ArrayOrder.C));
                Write(ArrayLayout.Matrix(type, rows, columns, ArrayOrder.Fortran));
            }
        }

        // Each file is loaded, its type and shape compared to its name, and saved again in memory.
        string answer = NumPy.Evaluate(
            """
            import glob, os
            count = 0
            for path in glob.glob(os.path.join(sys.argv[1], '*.npy')):
                array = np.load(path)
                number, dtype, shape = os.path.basename(path)[:-4].split('-')
                assert array.dtype.str[1:] == dtype and 'x'.join(map(str, array.shape)) == shape, path
                again = io.BytesIO()
                np.save(again, array)
                assert again.getvalue() == open(path, 'rb').read(), path
                count += 1
            print(count)
            """,
            _folder.Path);
        Assert.Equal($"{files}", answer.Trim());

        void Write(ArrayLayout layout)
        {
            byte[] data = new byte[layout.ByteLength];
            random.NextBytes(data);
            if (layout.Type == ElementType.Boolean) foreach (ref byte value in data.AsSpan()) value &= 1;
            string shape = layout.Rank == 1 ? $"{layout.Rows}" : $"{layout.Rows}x{layout.Columns}";
            NpyWriter.Write(_folder[$"{files++}-{layout.Type.NumPyName()}-{shape}.npy"], layout, data);
        }
    }

    [Fact]
    public void WriteHeader_LongShapes_SameBytesAsNumPy()
    {
        long[] lengths = [1, 99, 12_345_678, 4_294_967_296, 999_999_999_999, 1_000_000_000_000_000, 1_152_921_504_606_846_975];
        var headers = new List<string>();
        var calls = new List<string>();
        foreach (long length in lengths)
        {
            headers.Add(Header(ArrayLayout.Vector(ElementType.Float64, length)));
            calls.Add($"('<f8', False, ({length},))");
            headers.Add(Header(ArrayLayout.Matrix(ElementType.Int16, length, 3, ArrayOrder.C)));
            calls.Add($"('<i2', False, ({length}, 3))");
            if (length == 1) continue;
            headers.Add(Header(ArrayLayout.Matrix(ElementType.UInt8, 2, length, ArrayOrder.Fortran)));
            calls.Add($"('|u1', True, (2, {length}))");
        }

        string answer = NumPy.Evaluate(
            $$"""
            from numpy.lib import format as npy
            for descr, fortran, shape in [{{string.Join(", ", calls)}}]:
                header = io.BytesIO()
                npy.write_array_header_1_0(header, dict(descr=descr, fortran_order=fortran, shape=shape))
                print(header.getvalue().hex())
            """);

        Assert.Equal(headers, answer.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        static string Header(ArrayLayout layout) => Convert.ToHexStringLower(NpyFormat.WriteHeader(layout));
    }

    [Fact]
    public void Append_RandomPieces_SameFileAsOneWrite()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        ArrayLayout layout = ArrayLayout.Matrix(ElementType.Int32, 40, 25, ArrayOrder.Fortran);
        byte[] data = new byte[layout.ByteLength];
        random.NextBytes(data);
        NpyWriter.Write(_folder["whole.npy"], layout, data);

        using (NpyOutput output = NpyWriter.Create(_folder["pieces.npy"], layout))
        {
            for (int start = 0, length; start < data.Length; start += length)
            {
                length = Math.Min(random.Next(500), data.Length - start);
                output.Append(data.AsSpan(start, length));
            }
            output.Commit();
        }

        byte[] whole = File.ReadAllBytes(_folder["whole.npy"]);
        Assert.True(whole.AsSpan().SequenceEqual(File.ReadAllBytes(_folder["pieces.npy"])), $"seed {seed}");
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesTheOldFileAndNothingElse()
    {
        _folder.Write("out.npy", "old");
        using (NpyOutput output = NpyWriter.Create(_folder["out.npy"], Three))
        {
            output.Append(new byte[16]);
            Assert.Equal(2, _folder.Names.Length);
            Assert.Throws<InvalidOperationException>(output.Commit);
            Assert.Throws<ArgumentOutOfRangeException>(() => output.Append(new byte[9]));
        }

        Assert.Equal(["out.npy"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(_folder["out.npy"]));
    }

    [Fact]
    public void Commit_TargetBecameAFolder_RemovesTheTemporary()
    {
        using NpyOutput output = NpyWriter.Create(_folder["out.npy"], Three);
        output.Append(new byte[24]);
        Directory.CreateDirectory(_folder["out.npy"]);

        Assert.Throws<FileProblemException>(output.Commit);

        Assert.Equal(["out.npy"], _folder.Names);
    }

    [Fact]
    public void Create_MoreThanTheDiskHolds_SaysNeededAndFree()
    {
        string path = _folder.Write("out.npy", "old");

        var problem = Assert.Throws<FileProblemException>(
            () => NpyWriter.Create(path, ArrayLayout.Vector(ElementType.Float64, 1L << 52)));

        Assert.Equal(path, problem.Subject);
        Assert.Matches(@"^disk full: needs 36,028,797,018,964,096 bytes, [0-9,]+ are free$", problem.What);
        Assert.Equal(["out.npy"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void IsLack_WriteToAFullDevice_IsRecognised()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var failure = Assert.Throws<IOException>(() => full.Write(new byte[1]));

        Assert.True(DiskSpace.IsLack(failure));
        Assert.False(DiskSpace.IsLack(new IOException("another")));
    }

    [Fact]
    public void Write_LinkAtTheTarget_IsReplacedAndNotFollowed()
    {
        _folder.Write("precious.npy", "precious");
        File.CreateSymbolicLink(_folder["out.npy"], _folder["precious.npy"]);

        NpyWriter.Write(_folder["out.npy"], Three, new byte[24]);

        Assert.Null(new FileInfo(_folder["out.npy"]).LinkTarget);
        Assert.Equal("precious", File.ReadAllText(_folder["precious.npy"]));
    }

    [Fact]
    public void Write_TargetThatOthersMayNotRead_KeepsItSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are a matter of Unix");
#pragma warning disable CA1416 // The line above says so.
        File.SetUnixFileMode(_folder.Write("out.npy", "old"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        NpyWriter.Write(_folder["out.npy"], Three, new byte[24]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["out.npy"]));
#pragma warning restore CA1416
    }

    [Fact]
    public void Check_GoodPath_LeavesNothing()
    {
        NpyWriter.Check(_folder["out.npy"]);

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Check_CannotBeWritten_SaysWhy()
    {
        Directory.CreateDirectory(_folder["folder.npy"]);
        _folder.Write("file", "x");

        Assert.Equal("is a folder", Problem(_folder["folder.npy"]).What);
        Assert.Contains("does not exist", Problem(_folder["missing/out.npy"]).What, StringComparison.Ordinal);
        Assert.Contains("is a file and not a folder", Problem(_folder["file/out.npy"]).What, StringComparison.Ordinal);
        Assert.Equal("is not the name of a .npy file", Problem("/dev/null").What);
        Assert.Equal("is not the name of a .npy file", Problem("").What);
        Assert.Equal("is a named pipe", Problem(_folder.MakeFifo("pipe.npy")).What);

        static FileProblemException Problem(string path) => Assert.Throws<FileProblemException>(() => NpyWriter.Check(path));
    }

    [Fact]
    public void Check_FolderWithoutWritePermission_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may write everywhere");
#pragma warning disable CA1416
        string folder = Directory.CreateDirectory(_folder["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;
#pragma warning restore CA1416

        var problem = Assert.Throws<FileProblemException>(() => NpyWriter.Check(Path.Combine(folder, "out.npy")));

        Assert.Equal("permission denied", problem.What);
    }

    [Fact]
    public void Write_ThenOpen_SameNumbers()
    {
        double[] numbers = [1.5, double.NaN, double.NegativeInfinity];
        NpyWriter.Write(_folder["out.npy"], Three, MemoryMarshal.AsBytes(numbers.AsSpan()));

        using InputArray array = InputFile.Open(_folder["out.npy"]);

        Assert.Equal(numbers, ArrayValues.Rows(array));
    }
}
