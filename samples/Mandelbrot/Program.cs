using Cluster;
using Cluster.Numerics;
using Mandelbrot;

// Computes an image into memory that the workers and this program share: a row per task, and nothing comes back.
const int Width = 96, Height = 36;

await using ProcessPool pool = await ProcessPool.StartAsync();

// Made here, and given back here. A task gets a handle, whatever the size.
using SharedArray<ushort> image = pool.CreateShared<ushort>([Height, Width], ArrayOrder.C);

// Rows take very different times: those through the middle are the slow ones. Whoever is done takes the next, so nobody has to plan that.
await pool.ForEachAsync(Escape.Row, Enumerable.Range(0, Height).Select(row => (image, row)));

// The end of a task is what makes its writes visible here.
for (int row = 0; row < Height; row++) Console.WriteLine(Picture.Line(image.Rows(row, 1).AsSpan()));

long sum = 0;
foreach (ushort steps in image.AsSpan()) sum += steps;
Console.WriteLine($"checksum {sum}");
