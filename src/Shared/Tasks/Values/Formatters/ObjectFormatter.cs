using System.Buffers;
using System.Reflection;
using System.Text;
using Cluster.Serialization.Contracts;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>An object member by member: a map of names, or an array of positions with nil in the gaps.</summary>
/// <remarks>Members that are not known are skipped, missing ones keep their default.</remarks>
internal sealed class ObjectFormatter<T> : ValueFormatter<T?>
{
    private const int None = -1;

    // Whether a value may be of another type than the declared one, which the other side would not make.
    private static readonly bool MayBeDerived = !typeof(T).IsValueType && !typeof(T).IsSealed;

    private readonly ValueMember<T>[] _members;
    private readonly ObjectBuilder<T> _builder;

    // One of them: names of the members, or the member at each position.
    private readonly byte[][]? _names;
    private readonly int[] _atPosition = [];

    /// <exception cref="MessagePackSerializationException">No constructor can be used, or no member would be sent although there is something to send.</exception>
    internal ObjectFormatter(Contract contract)
    {
        ContractConstructor constructor = ContractConstructor.Of(contract);

        // What nobody asked for by name and could not be given back on reading is not written either: a computed property.
        int[] kept = [.. Enumerable.Range(0, contract.Members.Count)
            .Where(i => contract.Members[i].IsExplicit || constructor.Parameters.Contains(i) || Accessors.IsWritable(contract.Members[i].Info))];
        ContractMember[] keys = [.. kept.Select(i => contract.Members[i])];
        if (keys.Length == 0 && HasState(typeof(T)))
        {
            throw new MessagePackSerializationException(
                "it has no public member that could be sent and given back; make its state public properties with set or init, or parameters of a "
                + "constructor with the same names");
        }

        _members = [.. keys.Select(key => ValueMember<T>.Of(key.Info))];
        _builder = new ObjectBuilder<T>(_members, constructor.Constructor, [.. constructor.Parameters.Select(p => Array.IndexOf(kept, p))]);
        if (!contract.IsArray)
        {
            _names = [.. keys.Select(key => Encoding.UTF8.GetBytes(key.Name!))];
            return;
        }

        _atPosition = new int[keys.Length == 0 ? 0 : keys.Max(key => key.Position) + 1];
        Array.Fill(_atPosition, None);
        for (int i = 0; i < keys.Length; i++) _atPosition[keys[i].Position] = i;
    }

    internal override void Write(ref MessagePackWriter writer, T? value, ValueScope scope)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        if (MayBeDerived && value.GetType() != typeof(T))
        {
            throw new ValueException(
                $"it is a {TypeNames.Of(value.GetType())} where {TypeNames.Of(typeof(T))} is declared, and would arrive as the latter; declare the type that it has");
        }

        scope.Enter();
        if (_names is null)
        {
            writer.WriteArrayHeader(_atPosition.Length);
            foreach (int member in _atPosition)
            {
                if (member == None) writer.WriteNil();
                else _members[member].Write(ref writer, ref value, scope);
            }
        }
        else
        {
            writer.WriteMapHeader(_members.Length);
            for (int i = 0; i < _members.Length; i++)
            {
                writer.WriteString(_names[i]);
                _members[i].Write(ref writer, ref value, scope);
            }
        }

        scope.Depth--;
    }

    internal override T? Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (default(T) is null && reader.TryReadNil()) return default;
        ValueCodec.Security.DepthStep(ref reader);
        int count = _names is null ? reader.ReadArrayHeader() : reader.ReadMapHeader();
        T value = _builder.StartsEmpty ? ReadInto(ref reader, count, scope) : ReadForConstructor(ref reader, count, scope);
        reader.Depth--;
        return value;
    }

    private T ReadInto(ref MessagePackReader reader, int count, ValueScope scope)
    {
        T value = _builder.Create();
        for (int i = 0; i < count; i++)
        {
            int member = Next(ref reader, i);
            if (member == None) reader.Skip();
            else _members[member].ReadInto(ref reader, ref value, scope);
        }

        return value;
    }

    private T ReadForConstructor(ref MessagePackReader reader, int count, ValueScope scope)
    {
        var values = new object?[_members.Length];
        var read = new bool[_members.Length];
        for (int i = 0; i < count; i++)
        {
            int member = Next(ref reader, i);
            if (member == None)
            {
                reader.Skip();
                continue;
            }

            values[member] = _members[member].Read(ref reader, scope);
            read[member] = true;
        }

        return _builder.Create(values, read);
    }

    private int Next(ref MessagePackReader reader, int i)
    {
        if (_names is null) return i < _atPosition.Length ? _atPosition[i] : None;
        if (reader.TryReadStringSpan(out ReadOnlySpan<byte> name)) return Find(name, i);
        return Find((reader.ReadStringSequence() ?? ReadOnlySequence<byte>.Empty).ToArray(), i);
    }

    // Writers keep the order of the members, so the first guess is nearly always right.
    private int Find(ReadOnlySpan<byte> name, int expected)
    {
        if (expected < _names!.Length && name.SequenceEqual(_names[expected])) return expected;
        for (int i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i])) return i;
        }

        return None;
    }

    private static bool HasState(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Length > 0) return true;
        }

        return false;
    }
}
