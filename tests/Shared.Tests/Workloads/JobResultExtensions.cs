using Cluster.Jobs;

namespace Cluster.Tests.Workloads;

internal static class JobResultExtensions
{
    public static T Field<T>(this JobResult result, string name) =>
        Assert.IsType<T>(result.Fields.Single(field => field.Name == name).Value);

    /// <summary>All fields that are not measured, to the last bit, as text: equal texts, equal digests.</summary>
    public static string Bits(this JobResult result) =>
        string.Join("; ", result.Fields.Where(field => !field.IsMeasured).Select(field => $"{field.Name} {Bits(field.Value)}"));

    private static string Bits(object value) => value switch
    {
        long whole => $"{whole}",
        double number => $"{BitConverter.DoubleToInt64Bits(number):X16}",
        long[] wholes => string.Join(",", wholes),
        double[] numbers => string.Join(",", numbers.Select(number => Bits(number))),
        _ => throw new ArgumentException($"a result holds no {value.GetType()}"),
    };
}
