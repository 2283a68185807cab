using Cluster.Coordinator.Files;
using Cluster.Numerics;

namespace Cluster.Coordinator.Ranks;

/// <summary>An input file as rank 0 sees it, told to the others.</summary>
/// <param name="Option">That names it.</param>
/// <param name="Length">Of the file.</param>
/// <param name="Modified">When it was written to; a copy that keeps that time is as good.</param>
/// <param name="Layout">Of the array in it.</param>
internal sealed record SharedFile(string Option, long Length, DateTime Modified, ArrayLayout Layout)
{
    internal static SharedFile Of(string option, InputArray file) => new(option, file.Identity.Length, file.Identity.Modified, file.Layout);

    /// <summary>Whether a file here is the one that rank 0 sees, or a copy of it.</summary>
    internal bool Is(InputArray file) => file.Identity.Length == Length && file.Identity.Modified == Modified && file.Layout == Layout;

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Option);
        writer.Write(Length);
        writer.Write(Modified.Ticks);
        writer.Write((int)Layout.Type);
        writer.Write(Layout.Rank);
        writer.Write(Layout.Rows);
        writer.Write(Layout.Columns);
        writer.Write((int)Layout.Order);
    }

    internal static SharedFile Read(BinaryReader reader)
    {
        (string option, long length, var modified) = (reader.ReadString(), reader.ReadInt64(), new DateTime(reader.ReadInt64(), DateTimeKind.Utc));
        (var type, int rank, long rows, long columns, var order) =
            ((ElementType)reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(), (ArrayOrder)reader.ReadInt32());
        return new SharedFile(option, length, modified, rank == 1 ? ArrayLayout.Vector(type, rows) : ArrayLayout.Matrix(type, rows, columns, order));
    }
}
