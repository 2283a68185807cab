namespace Cluster.Tests.CommandLine;

/// <summary>Every job, run by the program in every mode, against an answer of NumPy or SciPy to the same files.</summary>
public sealed class AnswerTests : ProcessTest
{
    private const double Tolerance = 1e-10;
    private const double ToleranceOfParameters = 1e-8;

    // As Salmon et al. (2011) describe it: the generator that draws the samples, by another implementation.
    private const string Philox = """
        def philox(seed, stream, block):
            c = [block & np.uint64(0xffffffff), block >> np.uint64(32), np.full_like(block, stream), np.zeros_like(block)]
            k0, k1 = seed & 0xffffffff, seed >> 32
            for _ in range(10):
                p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
                c = [(p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), p1 & np.uint64(0xffffffff),
                     (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), p0 & np.uint64(0xffffffff)]
                k0, k1 = (k0 + 0x9E3779B9) & 0xffffffff, (k1 + 0xBB67AE85) & 0xffffffff
            return c
        def inside(seed, first, count):
            # Of a group of 16 samples the first eight are the lower halves of eight blocks, the others the higher.
            i = np.arange(first, first + count, dtype=np.uint64)
            place = i % np.uint64(16)
            c = philox(seed, 3, i // np.uint64(16) * np.uint64(8) + place % np.uint64(8))
            low = place < 8
            x, y = np.where(low, c[0], c[2]), np.where(low, c[1], c[3])
            return sum(int(a) ** 2 + int(b) ** 2 < 2 ** 64 for a, b in zip(x, y))

        """;

    // EM with full covariances by the formulas, all densities as logarithms, nothing fused.
    private const string Mixture = """
        def fit(x, m, iterations, equal):
            (n, d), k = x.shape, len(m)
            m, s, w, likelihood = m.astype(float), np.stack([np.eye(d)] * k), np.full(k, 1 / k), []
            for _ in range(iterations):
                logs = np.empty((n, k))
                for c in range(k):
                    y = x - m[c]
                    square = np.einsum('ni,ij,nj->n', y, np.linalg.inv(s[c]), y)
                    logs[:, c] = np.log(w[c]) - (d * np.log(2 * np.pi) + np.linalg.slogdet(s[c])[1] + square) / 2
                total = np.logaddexp.reduce(logs, axis=1)
                likelihood.append(total.sum())
                r = np.exp(logs - total[:, None])
                for c in range(k):
                    members = r[:, c].sum()
                    m[c] = r[:, c] @ x / members
                    s[c] = (x - m[c]).T @ (r[:, c, None] * (x - m[c])) / members
                    if not equal: w[c] = members / n
            return m, s, w, likelihood

        """;

    [Theory]
    [InlineData("C", "C")]
    [InlineData("C", "F")]
    [InlineData("F", "C")]
    [InlineData("F", "F")]
    public Task MatrixMultiply_TwoFiles_GivesNumPysProduct(string left, string right) => AssertAsync(
        "numpy",
        $"""
        r = np.random.default_rng(1)
        np.save('A.npy', np.array(r.random((301, 150)), order='{left}'))
        np.save('B.npy', np.array(r.random((150, 77)), order='{right}'))
        """,
        "matrix-multiply --input {A.npy} --input2 {B.npy} --chunk-size 40",
        """
        c = np.load('A.npy') @ np.load('B.npy')
        def error(result, output): return max(each(output, c), each(result['sum'], c.sum()))
        """);

    [Fact]
    public Task MatrixMultiply_OneFileTwice_GivesItsSquare() => AssertAsync(
        "numpy",
        "np.save('A.npy', np.random.default_rng(2).random((90, 90)))",
        "matrix-multiply --input {A.npy} --input2 {A.npy} --chunk-size 40",
        "a = np.load('A.npy')\ndef error(result, output): return each(output, a @ a)");

    [Fact]
    public Task MatrixMultiply_FileOfTextAndValuesThatAreNotFinite_GivesNumPysProduct() => AssertAsync(
        "numpy",
        """
        r = np.random.default_rng(3)
        a, b = r.random((20, 7)), r.random((7, 9))
        a[3, 2], a[5, 1], b[0, 4] = np.nan, np.inf, -np.inf
        np.savetxt('A.csv', a, delimiter=',')
        np.save('B.npy', b)
        """,
        "matrix-multiply --input {A.csv} --input2 {B.npy} --chunk-size 6",
        """
        c = np.loadtxt('A.csv', delimiter=',') @ np.load('B.npy')
        finite = np.isfinite(c)
        def error(result, output):
            return each(output[finite], c[finite]) if np.array_equal(output[~finite], c[~finite], equal_nan=True) else 1
        """);

    [Theory]
    [InlineData("C")]
    [InlineData("F")]
    public Task Elementwise_Add_GivesNumPysSum(string order) => AssertAsync(
        "numpy",
        $"""
        r = np.random.default_rng(4)
        for name in 'AB': np.save(name + '.npy', np.array(r.standard_normal((1000, 13)), order='{order}'))
        """,
        "elementwise --function add --input {A.npy} --input2 {B.npy} --chunk-size 5",
        """
        c = np.load('A.npy') + np.load('B.npy')
        def error(result, output): return each(result['sum'], c.sum()) if np.array_equal(output, c) else 1
        """);

    [Fact]
    public Task Elementwise_AddOfOneFileTwice_DoublesIt() => AssertAsync(
        "numpy",
        "np.save('A.npy', np.append(np.random.default_rng(5).random(3001), [np.nan, np.inf, -np.inf]))",
        "elementwise --function add --input {A.npy} --input2 {A.npy} --chunk-size 700",
        "a = np.load('A.npy')\ndef error(result, output): return 0 if np.array_equal(output, a + a, equal_nan=True) else 1");

    [Theory]
    [InlineData("exp", "np.exp(a)")]
    [InlineData("sin", "np.sin(a)")]
    [InlineData("normal-isf", "scipy.stats.norm.isf(a)")]
    public Task Elementwise_Function_GivesSciPys(string function, string expected) => AssertAsync(
        "scipy.stats",
        "np.save('A.npy', np.random.default_rng(6).random(5000) * 0.998 + 0.001)",
        $"elementwise --function {function} --input {{A.npy}} --chunk-size 1100",
        $"import scipy.stats\na = np.load('A.npy')\nb = {expected}\ndef error(result, output): return each(output, b)");

    [Theory]
    [InlineData(2, 4, "data", "")]
    [InlineData(2, 4, "model", "")]
    [InlineData(2, 3, "data", " --equal-weights")]
    [InlineData(5, 3, "model", " --equal-weights")]
    [InlineData(1, 2, "data", " --resident off")]
    public Task GaussianMixture_InitialMeans_GivesNumPysParameters(int dimensions, int components, string split, string more) => AssertAsync(
        "numpy",
        $"""
        r = np.random.default_rng(7)
        x = r.standard_normal((4001, {dimensions})) + 3 * (np.arange(4001) * {components} // 4001)[:, None]
        np.save('x.npy', x)
        np.savetxt('m.csv', x[r.choice(4001, {components}, replace=False)], delimiter=',')
        """,
        $"gaussian-mixture --input {{x.npy}} --initial-means {{m.csv}} --components {components} --iterations 12 " +
        $"--parallelism {split}{(split == "data" ? " --chunk-size 900" : "")}{more}",
        $"""
        {Mixture}
        means = np.loadtxt('m.csv', delimiter=',').reshape({components}, -1)
        m, s, w, likelihood = fit(np.load('x.npy'), means, 12, equal='equal' in '{more}')
        def error(result, output):
            names = dict(means=m, covariances=s, weights=w, logLikelihood=likelihood)
            return max(whole(output, m), *(whole(result[name], expected) for name, expected in names.items()))
        """,
        ToleranceOfParameters);

    [Theory]
    [InlineData("f8", "C", "chunk")]
    [InlineData("f8", "F", "row")]
    [InlineData("f4", "C", "cell")]
    [InlineData("i2", "F", "chunk")]
    public Task DistanceMatrix_File_GivesSciPysDistances(string type, string order, string grain) => AssertAsync(
        "scipy.spatial",
        $"np.save('x.npy', np.array(np.random.default_rng(8).random((211, 19)) * 1000, dtype='{type}', order='{order}'))",
        $"distance-matrix --input {{x.npy}} --grain {grain}",
        """
        import scipy.spatial
        x = np.load('x.npy').astype(float)
        y = scipy.spatial.distance.cdist(x, x)
        def error(result, output): return max(each(output, y), each(result['sum'], y.sum()))
        """);

    [Theory]
    [InlineData("double-loop")]
    [InlineData("factored")]
    public Task PairwiseSum_File_GivesTheSumOfNumPysOuterProduct(string algorithm) => AssertAsync(
        "numpy",
        "np.save('x.npy', np.random.default_rng(9).standard_normal((1500, 2)) + 1)",
        $"pairwise-sum --input {{x.npy}} --algorithm {algorithm} --chunk-size 333",
        "x = np.load('x.npy').ravel()\ndef error(result, output): return each(result['sum'], np.outer(x, x).sum())",
        hasOutput: false);

    [Theory]
    [InlineData("f8", "contiguous")]
    [InlineData("f8", "strided")]
    [InlineData("f4", "strided")]
    [InlineData("i8", "contiguous")]
    public Task Summarize_File_GivesNumPysSum(string type, string split) => AssertAsync(
        "numpy",
        $"np.save('x.npy', np.array(np.random.default_rng(10).standard_normal(100003) * 1000 + 8342, dtype='{type}'))",
        $"summarize --input {{x.npy}} --split {split} --chunk-size 9000",
        """
        x = np.load('x.npy'); x = x if x.dtype == 'i8' else x.astype('f8')
        def error(result, output):
            return max(abs(result['count'] - x.size), each(result['sum'], x.sum()), each(result['mean'], x.mean()))
        """,
        hasOutput: false);

    [Fact]
    public Task MonteCarloPi_AnySeed_CountsWhatNumPyCounts() => AssertAsync(
        "numpy", "", "monte-carlo-pi --samples 50021 --tasks 7 --seed 12345678901234567890",
        $"""
        {Philox}
        expected = inside(12345678901234567890, 0, 50021)
        def error(result, output): return abs(result['inside'] - expected) + each(result['estimate'], 4 * expected / 50021)
        """,
        hasOutput: false);

    [Fact]
    public Task TinyTasks_AnySeed_CountsWhatNumPyCounts() => AssertAsync(
        "numpy", "", "tiny-tasks --tasks 31 --samples-per-task 501 --seed 42",
        $"""
        {Philox}
        expected = sum(inside(42, task << 32, 501) for task in range(31))
        def error(result, output): return abs(result['inside'] - expected) + abs(result['samples'] - 31 * 501)
        """,
        hasOutput: false);

    [Fact]
    public Task Allocate_SomeRounds_SumsAsManyExponentials() => AssertAsync(
        "numpy", "", "allocate --count 10007 --rounds 3",
        "def error(result, output): return each(result['sum'], 3 * 10007 * np.e)",
        hasOutput: false);

    [Theory]
    [InlineData("locked")]
    [InlineData("atomic")]
    [InlineData("per-worker")]
    public Task SharedCounter_SafeDiscipline_LosesNothing(string discipline) => AssertAsync(
        "numpy", "", $"shared-counter --increments 100003 --discipline {discipline}",
        "def error(result, output): return abs(result['actual'] - 100003) + abs(result['expected'] - 100003) + abs(result['lost'])",
        hasOutput: false);

    private static async Task AssertAsync(
        string module, string files, string line, string judgement, double tolerance = Tolerance, bool hasOutput = true)
    {
        using NumPyFolder folder = await NumPyFolder.CreateAsync(module, files);
        string[] modes = ["sequential", "threads", "pipe", "shared"];
        await folder.CompareAsync($"{line} --modes {string.Join(',', modes)} --workers 2 --repeat 1 --warmup 0", hasOutput);
        double[] errors = await folder.JudgeAsync(judgement);
        Assert.Equal(modes.Length, errors.Length);
        foreach ((string mode, double error) in modes.Zip(errors))
            Assert.True(error <= tolerance, $"{line}, {mode}: an error of {error:R}");
    }
}
