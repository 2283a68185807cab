namespace Mandelbrot;

/// <summary>An image of characters.</summary>
internal static class Picture
{
    private const string Shades = " .:-=+*#%@";

    // By the logarithm: most points leave soon, and the interesting ones late.
    internal static string Line(ReadOnlySpan<ushort> steps)
    {
        var text = new char[steps.Length];
        for (int x = 0; x < text.Length; x++) text[x] = Shades[(int)((Shades.Length - 1) * Math.Log(1 + steps[x]) / Math.Log(1 + Escape.MaxSteps))];
        return new string(text).TrimEnd();
    }
}
