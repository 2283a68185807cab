using System.Diagnostics;
using System.Globalization;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary>Machines that are none: network namespaces, joined by a switch that takes its time.</summary>
/// <remarks>
/// <code>
///   node1 ── veth ──┐
///   node2 ── veth ──┼── switch: frames go on after the delay
///   node3 ── veth ──┘
/// </code>
/// The kernel's own delay, tc netem, is a module that many machines lack; the switch is a few lines of Python over packet sockets. Ranks are started by
/// the launch agent of <c>mpirun</c>, as ssh would on other machines, each with a host name of its own.
/// </remarks>
internal sealed class Namespaces : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Ip = "/usr/sbin/ip";

    // Checksums and large frames are left to the card, which is none: the header of PACKET_VNET_HDR carries what is still to be done.
    private const string Switch = """
        import heapq, select, socket, sys, time
        delay, links = float(sys.argv[1]), []
        for name in sys.argv[2:]:
            link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            link.setsockopt(263, 15, 1)
            link.bind((name, 3))
            link.setblocking(False)
            links.append(link)
        where, waiting, count = {}, [], 0
        print("ready", flush=True)
        while True:
            while waiting and waiting[0][0] <= time.monotonic():
                frame, targets = heapq.heappop(waiting)[2:]
                for target in targets:
                    try: target.send(frame)
                    except OSError: pass
            limit = max(0, waiting[0][0] - time.monotonic()) if waiting else None
            for link in select.select(links, [], [], limit)[0]:
                while True:
                    try: frame, origin = link.recvfrom(1 << 17)
                    except OSError: break
                    if origin[2] == socket.PACKET_OUTGOING: continue
                    where[frame[16:22]] = link
                    known = where.get(frame[10:16])
                    count += 1
                    heapq.heappush(waiting, (time.monotonic() + delay, count, frame, [known] if known else [one for one in links if one is not link]))
        """;

    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"r{Environment.ProcessId}");
    private readonly string _folder = Directory.CreateTempSubdirectory("ranks-").FullName;
    private readonly int _count;
    private Process? _switch;

    private Namespaces(int count) => _count = count;

    /// <summary>In ssh's place.</summary>
    private string Agent => Path.Combine(_folder, "agent");

    /// <summary>Skips the test where there is no right to make them, or nothing to make them with.</summary>
    internal static async Task<Namespaces> CreateAsync(int count, TimeSpan delay)
    {
        Assert.SkipUnless(Environment.UserName == "root", "network namespaces are root's");
        Assert.SkipUnless(File.Exists(Ip), $"{Ip} is not installed (apt-get install iproute2)");
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed");
        var made = new Namespaces(count);
        try
        {
            await made.MakeAsync(delay);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Starts a rank of the program on each of them.</summary>
    internal Process Start(params string[] arguments)
    {
        string hosts = string.Join(',', Enumerable.Range(1, _count).Select(static node => $"10.213.77.{node}"));
        string[] network = ["--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", "10.213.77.0/24", "--mca", "oob_tcp_if_include", "10.213.77.0/24"];
        string[] all =
        [
            "netns", "exec", Node(1), "unshare", "--uts", "sh", "-c", "hostname node1; exec \"$0\" \"$@\"", MpiRun.Program, "--host", hosts, "--bind-to", "none",
            "--mca", "plm_rsh_agent", $"/bin/sh {Agent}", .. network, Command.Program, .. arguments,
        ];
        return MpiRun.Start(Ip, all);
    }

    public void Dispose()
    {
        if (_switch is not null)
        {
            if (!_switch.HasExited) _switch.Kill();
            _switch.WaitForExit();
            _switch.Dispose();
        }

        for (int node = 0; node <= _count; node++) Run("netns", "del", Node(node)).Wait();
        Directory.Delete(_folder, recursive: true);
    }

    // 0 is the switch.
    private string Node(int node) => $"{_prefix}n{node}";

    private async Task MakeAsync(TimeSpan delay)
    {
        for (int node = 0; node <= _count; node++)
        {
            string problem = await Run("netns", "add", Node(node));
            Assert.SkipUnless(problem.Length == 0, $"no network namespaces here: {problem}");
        }

        for (int node = 1; node <= _count; node++)
        {
            await MustAsync("link", "add", "up", "netns", Node(0), "name", $"to{node}", "type", "veth", "peer", "name", "eth", "netns", Node(node));
            await MustAsync("-n", Node(node), "addr", "add", $"10.213.77.{node}/24", "dev", "eth");
            await MustAsync("-n", Node(node), "link", "set", "eth", "up");
            await MustAsync("-n", Node(node), "link", "set", "lo", "up");
        }

        await File.WriteAllTextAsync(Agent, $"node=${{1##*.}}\nshift\nexec {Ip} netns exec {_prefix}n$node unshare --uts sh -c \"hostname node$node; $*\"\n");
        string[] links = [.. Enumerable.Range(1, _count).Select(static node => $"to{node}")];
        string seconds = delay.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        _switch = Process.Start(new ProcessStartInfo(Ip, ["netns", "exec", Node(0), Python, "-c", Switch, seconds, .. links]) { RedirectStandardOutput = true })!;
        Assert.Equal("ready", await _switch.StandardOutput.ReadLineAsync());
    }

    private static async Task MustAsync(params string[] arguments) => Assert.Equal("", await Run(arguments));

    private static async Task<string> Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Ip, arguments) { RedirectStandardError = true })!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return error.Trim();
    }
}
