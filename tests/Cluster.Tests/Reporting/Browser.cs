using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.TestKit;

namespace Cluster.Tests.Reporting;

/// <summary>Headless Chromium with one page, driven by its own DevTools protocol: that needs no package.</summary>
/// <remarks>
/// Names do not resolve in it, and what the page asks for is kept. <see href="https://chromedevtools.github.io/devtools-protocol/">Protocol</see>.
/// </remarks>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Talk = ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private Task _receiving = Task.CompletedTask;
    private Task _draining = Task.CompletedTask;
    private string? _session;
    private int _number;

    private Browser(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>For pages to open; goes with it.</summary>
    internal string Folder => _profile.FullName;

    /// <summary>Addresses that the page asked for since it was opened, in order.</summary>
    internal IReadOnlyList<string> Requests =>
        [.. Events("Network.requestWillBeSent").Select(static one => one.GetProperty("request").GetProperty("url").GetString()!)];

    /// <summary>What went to its console: by scripts, or by the browser about the page.</summary>
    internal IReadOnlyList<string> Messages => [.. Talk.SelectMany(Events).Select(static one => one.GetRawText())];

    /// <summary>Starts it; skips the test where there is none.</summary>
    internal static async Task<Browser> StartAsync()
    {
        string? program = Programs.FirstOrDefault(File.Exists);
        if (program is null) Assert.Skip("Chromium is not installed (apt-get install chromium)");
        DirectoryInfo profile = Directory.CreateTempSubdirectory("browser-");
        var info = new ProcessStartInfo(program,
        [
            // The page is our own, and containers have no use for a sandbox within theirs.
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        var browser = new Browser(Process.Start(info)!, profile);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    /// <param name="path">Of the page.</param>
    /// <param name="width">Pixels; below 500 it pretends to be a phone.</param>
    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    internal async Task OpenAsync(string path, int width, string scheme)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 500 });
        await CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });
        _events.Clear();
        await CallAsync("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        await Eventually.Async("the page is loaded", () => Events("Page.loadEventFired").Any());
    }

    /// <summary>The value of an expression, by way of JSON.</summary>
    internal async Task<JsonElement> EvaluateAsync(string expression)
    {
        JsonElement answer = await CallAsync("Runtime.evaluate", new { expression = $"JSON.stringify({expression})", returnByValue = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out JsonElement problem), problem.ToString());
        return JsonSerializer.Deserialize<JsonElement>(answer.GetProperty("result").GetProperty("value").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open) await SendAsync("Browser.close", new { }, session: null);
        else if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(TestTimeouts.Unexpected);
        await Task.WhenAll(_receiving, _draining).WaitAsync(TestTimeouts.Unexpected);
        _socket.Dispose();
        _process.Dispose();
        // Its helpers go a moment after it, and write to the profile until then.
        await Eventually.Async("the profile is deleted", () =>
        {
            try
            {
                if (Directory.Exists(_profile.FullName)) _profile.Delete(recursive: true);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        });
    }

    private async Task ConnectAsync()
    {
        string? address = null;
        while (address is null)
        {
            string line = await _process.StandardError.ReadLineAsync().WaitAsync(TestTimeouts.Unexpected) ?? throw new InvalidOperationException("Chromium ended before it could be talked to");
            address = Regex.Match(line, @"ws://\S+") is { Success: true } match ? match.Value : null;
        }

        // Nobody cares what it says from here on, but a full pipe would stop it.
        _draining = Task.WhenAll(_process.StandardError.ReadToEndAsync(), _process.StandardOutput.ReadToEndAsync());
        await _socket.ConnectAsync(new Uri(address), CancellationToken.None).WaitAsync(TestTimeouts.Unexpected);
        _receiving = ReceiveAsync();
        string target = (await CallAsync("Target.createTarget", new { url = "about:blank" })).GetProperty("targetId").GetString()!;
        _session = (await CallAsync("Target.attachToTarget", new { targetId = target, flatten = true })).GetProperty("sessionId").GetString()!;
        foreach (string domain in (string[])["Page", "Network", "Runtime", "Log"]) await CallAsync($"{domain}.enable", new { });
    }

    private async Task<JsonElement> CallAsync(string method, object parameters)
    {
        JsonElement answer = await (await SendAsync(method, parameters, _session)).WaitAsync(TestTimeouts.Unexpected);
        Assert.False(answer.TryGetProperty("error", out JsonElement error), $"{method}: {error}");
        return answer.GetProperty("result");
    }

    private async Task<Task<JsonElement>> SendAsync(string method, object parameters, string? session)
    {
        int id = ++_number;
        var answered = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answered;
        var call = new Dictionary<string, object> { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null) call["sessionId"] = session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return answered.Task;
    }

    private async Task ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult read = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close) return;
                message.Write(buffer, 0, read.Count);
                if (!read.EndOfMessage) continue;
                JsonElement whole = JsonSerializer.Deserialize<JsonElement>(message.GetBuffer().AsSpan(0, (int)message.Length));
                message.SetLength(0);
                if (!whole.TryGetProperty("id", out JsonElement id)) _events.Enqueue(whole);
                else if (_calls.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? call)) call.SetResult(whole);
            }
        }
        catch (WebSocketException)
        {
            // It was told to go, or it fell: whoever waits for an answer has a time limit.
        }
    }

    private IEnumerable<JsonElement> Events(string method) =>
        _events.Where(one => one.GetProperty("method").GetString() == method).Select(static one => one.GetProperty("params"));
}
