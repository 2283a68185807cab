using System.Reflection;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A tuple of any length as an array of its items; the eighth is a tuple in turn. Also for <see cref="Tuple"/>.</summary>
internal sealed class TupleFormatter<T> : ValueFormatter<T?>
{
    // Item1 to Item7, Rest: the order of their names.
    private readonly ValueMember<T>[] _items = [.. typeof(T).GetMembers(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member is FieldInfo || (member is PropertyInfo property && property.GetIndexParameters().Length == 0))
        .OrderBy(member => member.Name, StringComparer.Ordinal).Select(ValueMember<T>.Of)];

    private readonly ConstructorInvoker? _constructor = typeof(T).IsValueType ? null : ConstructorInvoker.Create(typeof(T).GetConstructors()[0]);

    internal override void Write(ref MessagePackWriter writer, T? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        scope.Enter();
        writer.WriteArrayHeader(_items.Length);
        foreach (ValueMember<T> item in _items) item.Write(ref writer, ref value, scope);
        scope.Depth--;
    }

    internal override T? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (_constructor is not null && reader.TryReadNil()) return default;
        TupleFormatter.Expect(ref reader, _items.Length);
        ValueCodec.Security.DepthStep(ref reader);
        T? value = default;
        if (_constructor is null)
        {
            foreach (ValueMember<T> item in _items) item.ReadInto(ref reader, ref value!, scope);
        }
        else
        {
            var items = new object?[_items.Length];
            for (int i = 0; i < items.Length; i++) items[i] = _items[i].Read(ref reader, scope);
            value = (T)_constructor.Invoke(items.AsSpan());
        }

        reader.Depth--;
        return value;
    }
}
