using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Reporting;

/// <summary>The page of a report in Chromium: it loads nothing, says nothing, fits, and can be read.</summary>
public sealed class ReportInBrowserTests : ProcessTest
{
    // Of every picture: its names, how many values it shows when pointed at, texts that another text covers or that stick out of the picture's panel,
    // and the height of the letters.
    private const string Pictures = """
        [...document.querySelectorAll('svg')].map(svg => {
          const panel = svg.closest('figure').getBoundingClientRect();
          const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
          const covers = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
          return {
            title: svg.querySelector(':scope > title')?.textContent ?? '',
            description: svg.querySelector(':scope > desc')?.textContent ?? '',
            values: svg.querySelectorAll(':scope > * title').length,
            covered: texts.flatMap((one, i) => texts.slice(i + 1).filter(other => covers(one.box, other.box)).map(other => one.text + ' / ' + other.text)),
            outside: texts.filter(one => one.box.left < panel.left || one.box.right > panel.right || one.box.top < panel.top || one.box.bottom > panel.bottom).map(one => one.text),
            letters: 12 * svg.getScreenCTM().a,
          };
        })
        """;

    // Contrast as WCAG 2.1 defines it: of each kind of text and of each colour of a shape to what is behind it.
    private const string Contrasts = """
        (() => {
          const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const luminance = color => { const [r, g, b] = color.match(/[\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
          const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
          const behind = one => { for (; one; one = one.parentElement) { const color = getComputedStyle(one).backgroundColor; if (!/, 0\)$/.test(color)) return color; } return 'rgb(255, 255, 255)'; };
          const all = (selector, property) => [...document.querySelectorAll(selector)].map(one => ({ what: one.outerHTML.slice(0, 80), ratio: contrast(getComputedStyle(one)[property], behind(one)) }));
          const least = list => list.reduce((a, b) => a.ratio < b.ratio ? a : b);
          return {
            text: least(all('h1, h2, p, a, caption, th, td, summary, figcaption, strong', 'color')),
            labels: least(all('svg text', 'fill')),
            fills: least(all('svg .fill', 'fill')),
            lines: least(all('svg .line, svg .dot', 'stroke')),
            ground: luminance(behind(document.body)),
          };
        })()
        """;

    // Pixels that one would have to scroll to the side; the other scroll bar takes part of the window.
    private const string Overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(820, "light")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    [InlineData(320, "light")]
    public async Task Page_AtAnyWidthInAnyLight_LoadsNothingSaysNothingAndFits(int width, string scheme)
    {
        await using Browser browser = await Browser.StartAsync();
        string page = await PageAsync(browser);

        await browser.OpenAsync(page, width, scheme);

        Assert.Equal([new Uri(page).AbsoluteUri], browser.Requests);
        Assert.Empty(browser.Messages);
        await AssertFitsAsync(browser);
        JsonElement[] pictures = [.. (await browser.EvaluateAsync(Pictures)).EnumerateArray()];
        Assert.True(pictures.Length > 10);
        foreach (JsonElement picture in pictures)
        {
            string title = picture.GetProperty("title").GetString()!;
            Assert.NotEmpty(title);
            Assert.NotEmpty(picture.GetProperty("description").GetString()!);
            Assert.True(picture.GetProperty("values").GetInt32() > 0, title);
            Assert.True(picture.GetProperty("covered").GetArrayLength() == 0, $"{title}: {picture.GetProperty("covered")}");
            Assert.True(picture.GetProperty("outside").GetArrayLength() == 0, $"{title}: {picture.GetProperty("outside")}");
            if (width >= 390) Assert.True(picture.GetProperty("letters").GetDouble() >= 10, $"{title}: {picture.GetProperty("letters")}");
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Page_InAnyLight_HasTheContrastThatReadingNeeds(string scheme)
    {
        await using Browser browser = await Browser.StartAsync();
        await browser.OpenAsync(await PageAsync(browser), 1280, scheme);

        JsonElement least = await browser.EvaluateAsync(Contrasts);

        // WCAG 2.1, 1.4.3 for text and 1.4.11 for what is drawn.
        foreach ((string kind, double ratio) in new[] { ("text", 4.5), ("labels", 4.5), ("fills", 3), ("lines", 3) })
            Assert.True(least.GetProperty(kind).GetProperty("ratio").GetDouble() >= ratio, $"{kind}: {least.GetProperty(kind)}");
        Assert.Equal(scheme == "dark", least.GetProperty("ground").GetDouble() < 0.2);
    }

    [Fact]
    public async Task Values_Unfolded_DoNotWidenAPhone()
    {
        await using Browser browser = await Browser.StartAsync();
        await browser.OpenAsync(await PageAsync(browser), 390, "light");

        await browser.EvaluateAsync("[...document.querySelectorAll('details')].map(one => one.open = true)");

        await AssertFitsAsync(browser);
        Assert.True((await browser.EvaluateAsync("[...document.querySelectorAll('details td')].filter(one => one.getBoundingClientRect().height > 0).length")).GetInt32() > 100);
    }

    // A recording that records nothing would pass everything above.
    [Fact]
    public async Task PageThatLoadsTalksAndOverflows_IsFoundOut()
    {
        await using Browser browser = await Browser.StartAsync();
        string page = Path.Combine(browser.Folder, "bad.html");
        await File.WriteAllTextAsync(page, "<!DOCTYPE html><img src=\"http://127.0.0.1:9/x.png\"><script>console.log('hello')</script><p style=\"width: 2000px\">wide</p>");

        await browser.OpenAsync(page, 1280, "light");

        Assert.Contains("http://127.0.0.1:9/x.png", browser.Requests);
        Assert.Contains(browser.Messages, static message => message.Contains("hello", StringComparison.Ordinal));
        Assert.NotEqual(0, (await browser.EvaluateAsync(Overflow)).GetInt32());
    }

    private static async Task AssertFitsAsync(Browser browser) => Assert.Equal(0, (await browser.EvaluateAsync(Overflow)).GetInt32());

    // With everything that a page can have.
    private static async Task<string> PageAsync(Browser browser)
    {
        string sample = Path.Combine(Repository.Root, "samples", "data", "report.json"), page = Path.Combine(browser.Folder, "report.html");
        (int exit, _, string error) = await Command.RunAsync("report", "--from", sample, "--baseline", sample, "--out", page);
        Assert.True(exit == 0, error);
        return page;
    }
}
