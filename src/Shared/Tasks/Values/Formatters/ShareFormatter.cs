using Cluster.Sharing;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A lock, a barrier or a value: its block says all.</summary>
/// <param name="referenceOf">Of the thing.</param>
/// <param name="make">The thing of a reference.</param>
/// <param name="length">Bytes of data that it has.</param>
internal sealed class ShareFormatter<T>(Func<T, SharedReference> referenceOf, Func<SharedReference, T> make, long length) : ValueFormatter<T?>
    where T : class
{
    internal override void Write(ref MessagePackWriter writer, T? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        ShareField.Write(ref writer, referenceOf(value).Block, scope);
    }

    internal override T? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.TryReadNil()) return null;
        TupleFormatter.Expect(ref reader, 2);
        return make(ShareField.Read(ref reader, scope, writable: true, length));
    }
}
