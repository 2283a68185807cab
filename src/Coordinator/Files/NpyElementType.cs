using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>NumPy's names for types of elements, with their byte order: <c>&lt;f8</c>, <c>|b1</c>.</summary>
internal static class NpyElementType
{
    private const string Read = "f8, f4, i8, i4, i2, u1 and b1 are read";

    /// <summary>The type as NumPy writes it; <c>|</c> says that a byte has no order.</summary>
    public static string Describe(ElementType type) => (type.Size() == 1 ? "|" : "<") + type.NumPyName();

    /// <summary>Reads the field <c>descr</c>.</summary>
    /// <exception cref="FileProblemException">The type is none of those that jobs compute with.</exception>
    public static ElementType Parse(string path, string descr)
    {
        bool bigEndian = descr.StartsWith('>');
        string name = descr.TrimStart('<', '>', '|', '=');
        if (name.Length < descr.Length - 1) throw Refuse(path, descr, "has an unknown type", "array.astype('<f8')");
        if (name == "?") name = "b1";
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            if (type.NumPyName() != name) continue;
            if (bigEndian && type.Size() > 1) throw Refuse(path, descr, "is big-endian", $"array.astype('<{name}')");
            return type;
        }
        throw name.FirstOrDefault() switch
        {
            'U' or 'S' or 'a' => Refuse(path, descr, "holds text", "the columns that are numbers, array.astype('<f8')"),
            'O' => Refuse(path, descr, "holds Python objects", "array.astype('<f8')"),
            'u' => Refuse(path, descr, "has an unsigned type of more than a byte", "array.astype('<i8')"),
            'c' => Refuse(path, descr, "holds complex numbers", "array.real or abs(array)"),
            'M' or 'm' => Refuse(path, descr, "holds dates or times", "array.astype('<i8')"),
            'V' => Refuse(path, descr, "holds records", "one field of it, array['name']"),
            'i' => Refuse(path, descr, "has a type that is not read", "array.astype('<i8')"),
            _ => Refuse(path, descr, "has a type that is not read", "array.astype('<f8')"),
        };
    }

    private static FileProblemException Refuse(string path, string descr, string what, string save) =>
        new(path, $"field 'descr': the array {what}, '{descr}'; {Read}", $"save {save}");
}
