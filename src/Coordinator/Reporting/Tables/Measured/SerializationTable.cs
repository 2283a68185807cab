using Cluster.Coordinator.Measurement.Serialization;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>A grid for each type and size.</summary>
internal static class SerializationTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<SerializationRow> rows)
    {
        foreach (IGrouping<string, SerializationRow> values in rows.GroupBy(static row => Title(row.Case)))
        {
            var grid = new Grid("codec", [.. Cells.Heading("encode GB/s"), .. Cells.Heading("decode GB/s"), "size", "encode heap", "decode heap"]);
            foreach (SerializationRow row in values)
            {
                grid.Add(row.Case.Codec,
                [
                    .. Cells.Of(row.Encode), .. Cells.Of(row.Decode), Units.Factor(row.BytesPerPayloadByte),
                    Units.Bytes(row.EncodeAllocatedBytes), Units.Bytes(row.DecodeAllocatedBytes),
                ]);
            }

            yield return new TitledGrid(values.Key, grid);
        }
    }

    private static string Title(SerializationCase values) =>
        $"{values.Type}, {Units.Count(values.Elements, "element")}, {Units.Bytes(values.PayloadBytes)}";
}
