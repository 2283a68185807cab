namespace Cluster.Coordinator.Files;

/// <summary>The three fields of a <c>.npy</c> header, not yet judged.</summary>
/// <param name="Descr">The type's name.</param>
/// <param name="FortranOrder">True when the first index runs fastest.</param>
/// <param name="Shape">The lengths, as many as there are; wide, so that one beyond 64 bits is still a number.</param>
internal sealed record NpyDictionary(string Descr, bool FortranOrder, IReadOnlyList<Int128> Shape)
{
    /// <summary>Reads the dictionary.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="text">All of the header after its length.</param>
    /// <param name="offset">Of the text in the file, for messages.</param>
    public static NpyDictionary Parse(string path, ReadOnlySpan<byte> text, long offset)
    {
        string? descr = null;
        bool? fortranOrder = null;
        List<Int128>? shape = null;

        // dictionary = '{' [ pair { ',' pair } [ ',' ] ] '}'      pair = string ':' value      any white space between
        var scanner = new NpyHeaderScanner(path, text, offset);
        scanner.Expect('{');
        while (!scanner.TryTake('}'))
        {
            string key = scanner.String();
            scanner.Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = scanner.Type();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = scanner.Boolean();
                    break;
                case "shape" when shape is null:
                    shape = scanner.Tuple();
                    break;
                default:
                    throw scanner.Problem($"the field '{key}' is unknown or there twice");
            }
            if (scanner.TryTake(',')) continue;
            scanner.Expect('}');
            break;
        }
        scanner.ExpectEnd();
        if (descr is null || fortranOrder is null || shape is null)
            throw scanner.Problem($"the field '{(descr is null ? "descr" : fortranOrder is null ? "fortran_order" : "shape")}' is missing");
        return new NpyDictionary(descr, fortranOrder.Value, shape);
    }
}
