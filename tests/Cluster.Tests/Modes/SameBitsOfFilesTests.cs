using System.Runtime.InteropServices;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Scheduling;
using Cluster.Numerics;
using Cluster.Serialization;

namespace Cluster.Tests.Modes;

/// <summary>Jobs that read several files, some sliced and some seen whole: one digest, however the data travels.</summary>
public sealed class SameBitsOfFilesTests : ProcessTest
{
    private const string Temporary = "files-of-modes-";

    [Theory]
    [InlineData(ArrayOrder.C, ArrayOrder.C)]
    [InlineData(ArrayOrder.C, ArrayOrder.Fortran)]
    [InlineData(ArrayOrder.Fortran, ArrayOrder.C)]
    [InlineData(ArrayOrder.Fortran, ArrayOrder.Fortran)]
    public Task MatrixMultiply_EitherOrder_IsTheSame(ArrayOrder left, ArrayOrder right) => AssertSameAsync(
        Request("matrix-multiply") with { ChunkSize = 11 }, ("input", Matrix(70, 41, left)), ("input2", Matrix(41, 30, right)));

    [Theory]
    [InlineData(ArrayOrder.C)]
    [InlineData(ArrayOrder.Fortran)]
    public Task Elementwise_Add_IsTheSame(ArrayOrder order) => AssertSameAsync(
        Request("elementwise", ("function", "add")) with { ChunkSize = 9 },
        ("input", Matrix(60, 50, order)), ("input2", Matrix(60, 50, order)));

    [Theory]
    [InlineData("data", true, false)]
    [InlineData("data", true, true)]
    [InlineData("data", false, true)]
    [InlineData("model", true, true)]
    public Task GaussianMixture_InitialMeans_IsTheSame(string parallelism, bool resident, bool withPoints)
    {
        RunRequest request = Request("gaussian-mixture", ("components", 3L), ("iterations", 4L), ("parallelism", parallelism)) with
        {
            ChunkSize = parallelism == "data" ? 170 : 1, Resident = resident, Repeat = 2,
        };
        (string, ArrayLayout) means = ("initial-means", Matrix(3, 2, ArrayOrder.Fortran));
        return withPoints
            ? AssertSameAsync(request, ("input", Matrix(2_003, 2, ArrayOrder.C)), means)
            : AssertSameAsync(With(request, ("points", 2_003L)), means);
    }

    private static async Task AssertSameAsync(RunRequest request, params (string Option, ArrayLayout Layout)[] files)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory(Temporary);
        try
        {
            var paths = files.ToDictionary(file => file.Option, file => Path.Combine(folder.FullName, $"{file.Option}.npy"));
            foreach ((string option, ArrayLayout layout) in files) Write(paths[option], layout);
            request = request with { Files = paths };
            string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
            Assert.Equal(expected, await Runs.DigestAsync(request with { Workers = 3 }, ExecutionMode.Threads));
            foreach (int workers in new[] { 1, 3 })
            {
                RunRequest more = request with { Workers = workers };
                Assert.Equal(expected, await Runs.DigestAsync(more with { Schedule = Schedule.Dynamic }, ExecutionMode.Shared));
                foreach (ChunkCodec codec in Enum.GetValues<ChunkCodec>())
                    Assert.Equal(expected, await Runs.DigestAsync(more with { Codec = codec }, ExecutionMode.Pipe));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ArrayLayout Matrix(long rows, long columns, ArrayOrder order) =>
        ArrayLayout.Matrix(ElementType.Float64, rows, columns, order);

    private static void Write(string path, ArrayLayout layout)
    {
        var elements = new double[layout.Length];
        new NormalGenerator((ulong)layout.Rows, 1, mean: 0, deviation: 1).Fill(0, elements);
        NpyWriter.Write(path, layout, MemoryMarshal.AsBytes(elements.AsSpan()));
    }

    private static RunRequest Request(string job, params (string Name, object Value)[] options) =>
        With(new RunRequest { Job = job }, options);

    private static RunRequest With(RunRequest request, params (string Name, object Value)[] options)
    {
        var all = new Dictionary<string, object>(request.Options);
        foreach ((string name, object value) in options) all[name] = value;
        return request with { Options = all };
    }
}
