using Cluster;

namespace Mandelbrot;

/// <summary>How soon z ← z² + c leaves the circle of radius 2.</summary>
internal static class Escape
{
    internal const int MaxSteps = 1000;

    // One argument that is a tuple: what else a task needs travels along with its input.
    internal static void Row((SharedArray<ushort> Image, int Row) task)
    {
        (SharedArray<ushort> image, int row) = task;
        // A view of this process's own mapping: writing to it is writing to the image.
        Span<ushort> line = image.Rows(row, 1).AsSpan();
        double y = (2.4 * (row + 0.5) / image.Shape[0]) - 1.2;
        for (int column = 0; column < line.Length; column++) line[column] = Steps((3.2 * (column + 0.5) / line.Length) - 2.3, y);
    }

    internal static ushort Steps(double cx, double cy)
    {
        double x = 0, y = 0;
        int steps = 0;
        for (; steps < MaxSteps && (x * x) + (y * y) <= 4; steps++) (x, y) = ((x * x) - (y * y) + cx, (2 * x * y) + cy);
        return (ushort)steps;
    }
}
