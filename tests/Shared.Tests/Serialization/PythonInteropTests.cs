using System.Diagnostics;
using System.Globalization;
using System.Text;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>The same bytes mean the same to an implementation that shares no line with this one: python3-msgpack.</summary>
public sealed class PythonInteropTests
{
    private const string Python = "/usr/bin/python3";
    private const int Count = 500;

    // Describes values in the words of WireDescription.
    private const string Describe = """
        import sys, struct, random, msgpack
        def describe(v, out):
            if v is None: out.append('nil')
            elif v is True: out.append('true')
            elif v is False: out.append('false')
            elif isinstance(v, int): out.append('i%d' % v)
            elif isinstance(v, float): out.append('f' + struct.pack('>d', v).hex())
            elif isinstance(v, str): out.append('s' + v.encode().hex())
            elif isinstance(v, bytes): out.append('b' + v.hex())
            elif isinstance(v, msgpack.Timestamp): out.append('t%d.%d' % (v.seconds, v.nanoseconds))
            elif isinstance(v, msgpack.ExtType): out.append('x%d:%s' % (v.code, v.data.hex()))
            elif isinstance(v, list):
                out.append('[%d' % len(v))
                for e in v: describe(e, out)
            elif isinstance(v, dict):
                out.append('{%d' % len(v))
                for k in v:
                    describe(k, out)
                    describe(v[k], out)
            else: raise ValueError(type(v))
            return out

        """;

    private const string ReadOurs = Describe + """
        unpacker = msgpack.Unpacker(sys.stdin.buffer, strict_map_key=False)
        for v in unpacker: print(' '.join(describe(v, [])), end=' \n')
        """;

    private const string WriteTheirs = Describe + """
        r = random.Random(int(sys.argv[1]))
        lengths = [0, 1, 2, 3, 4, 8, 15, 16, 17, 31, 32, 255, 256, 300]
        def value(depth):
            kind = r.randrange(11 if depth else 9)
            if kind == 0: return None
            if kind == 1: return r.random() < 0.5
            if kind == 2: return r.getrandbits(r.randrange(65))
            if kind == 3: return -r.getrandbits(r.randrange(64))
            if kind == 4: return (r.random() - 0.5) * 10.0 ** r.randrange(-300, 300)
            if kind == 5: return ''.join(r.choice('a\u00e9\u20ac\U0001f600') for _ in range(r.choice(lengths)))
            if kind == 6: return r.randbytes(r.choice(lengths))
            if kind == 7: return msgpack.ExtType(r.randrange(128), r.randbytes(r.choice(lengths)))
            if kind == 8:
                seconds = r.choice([r.getrandbits(32), r.randrange(-62135596800, 253402300800)])
                return msgpack.Timestamp(seconds, r.choice([0, r.randrange(10**7) * 100]))
            if kind == 9: return [value(depth - 1) for _ in range(r.randrange(20))]
            return {i: value(depth - 1) for i in range(r.randrange(20))}
        values = [value(3) for _ in range(int(sys.argv[2]))]
        packed = b''.join(msgpack.packb(v) for v in values)
        sys.stdout.buffer.write(struct.pack('<i', len(packed)) + packed)
        for v in values: sys.stdout.buffer.write((' '.join(describe(v, [])) + ' \n').encode())
        """;

    [Fact]
    public async Task Python_ReadsOurBytes_SeesTheSameValues()
    {
        await SkipWithoutPythonAsync();
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var values = new RandomValues(seed);
        var expected = new List<string>();
        byte[] bytes = Wire.Write((ref w) =>
        {
            for (int i = 0; i < Count; i++)
            {
                var text = new StringBuilder();
                values.Write(ref w, text);
                expected.Add(text.ToString());
            }
        });

        byte[] answer = await RunAsync(bytes, "-c", ReadOurs);

        Assert.Equal(expected, Encoding.UTF8.GetString(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Python_WritesBytes_WeSeeTheSameValues()
    {
        await SkipWithoutPythonAsync();
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        byte[] answer = await RunAsync([], "-c", WriteTheirs, Text(seed), Text(Count));

        int length = BitConverter.ToInt32(answer);
        string[] expected = Encoding.UTF8.GetString(answer.AsSpan(4 + length)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, ReadAll(answer.AsMemory(4, length)));
    }

    [Fact]
    public async Task Python_PacksWhatItRead_IsTheSameBytes()
    {
        await SkipWithoutPythonAsync();
        Everything value = RandomRoundTripTests.Make(new Random(1)) with { Float32 = 0 };
        byte[] bytes = MessagePackSerializer.Serialize(value);
        const string Script = """
            import sys, msgpack
            value = msgpack.unpackb(sys.stdin.buffer.read(), strict_map_key=False)
            sys.stdout.buffer.write(msgpack.packb(value))
            """;

        byte[] answer = await RunAsync(bytes, "-c", Script);

        // A float 32 comes back as float 64, since Python has no other; everything else in the same bytes.
        byte[] wide = MessagePackSerializer.Serialize(0.0);
        byte[] narrow = MessagePackSerializer.Serialize(0f);
        int at = bytes.AsSpan().IndexOf(narrow);
        Assert.Equal([.. bytes[..at], .. wide, .. bytes[(at + narrow.Length)..]], answer);
    }

    private static List<string> ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        var all = new List<string>();
        while (!reader.End)
        {
            var text = new StringBuilder();
            WireDescription.Read(ref reader, text);
            all.Add(text.ToString());
        }

        return all;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task SkipWithoutPythonAsync()
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed.");
        using Process process = Start("-c", "import msgpack");
        process.StandardInput.Close();
        string problem = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) Assert.Skip($"{Python} has no msgpack module (python3-msgpack): {problem}");
    }

    private static async Task<byte[]> RunAsync(byte[] input, params string[] arguments)
    {
        using Process process = Start(arguments);
        var output = new MemoryStream();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.ToArray();
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Python, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
