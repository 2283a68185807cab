using Cluster.Fuzz;

// scripts/fuzz.sh [target …] [--count N] [--seed S] | [target] --input HEX
try
{
    var request = Request.Parse(args);
    return request.Input is null ? Campaign.Run(request) : Campaign.Repeat(request);
}
catch (FormatException ex)
{
    Console.Error.WriteLine($"error: {ex.Message}");
    return 2;
}
