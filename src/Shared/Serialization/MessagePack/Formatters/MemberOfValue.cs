using System.Reflection;

namespace MessagePack.Formatters;

/// <summary>A member with its type. Properties go through delegates, without boxing; fields through reflection.</summary>
internal sealed class Member<T, TValue> : Member<T>
{
    private delegate TValue StructGetter(ref T owner);

    private delegate void StructSetter(ref T owner, TValue value);

    private readonly StructGetter? _get;
    private readonly StructSetter? _set;

    public Member(MemberInfo info)
        : base(info.Name)
    {
        if (info is FieldInfo field)
        {
            _get = (ref owner) => (TValue)field.GetValue(owner)!;
            if (!field.IsInitOnly) _set = (ref owner, value) => SetField(field, ref owner, value);
            return;
        }

        var property = (PropertyInfo)info;
        _get = Getter(property.GetGetMethod());
        _set = Setter(property.GetSetMethod());
    }

    public override bool CanSet => _set != null;

    public override object? Default { get; } = default(TValue);

    public override void Write(ref MessagePackWriter writer, ref T owner, MessagePackSerializerOptions options)
    {
        if (_get == null)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            options.Formatter<TValue>().Serialize(ref writer, _get(ref owner), options);
        }
        catch (Exception ex) when (FailureSite.Note(ex, typeof(T), Name))
        {
            throw;
        }
    }

    public override object? Read(ref MessagePackReader reader, MessagePackSerializerOptions options) => ReadValue(ref reader, options);

    public override void ReadInto(ref MessagePackReader reader, ref T owner, MessagePackSerializerOptions options)
    {
        TValue value = ReadValue(ref reader, options);
        _set?.Invoke(ref owner, value);
    }

    public override void Set(ref T owner, object? value) => _set!(ref owner, (TValue)value!);

    private TValue ReadValue(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        try
        {
            return options.Formatter<TValue>().Deserialize(ref reader, options);
        }
        catch (Exception ex) when (FailureSite.Note(ex, typeof(T), Name))
        {
            throw;
        }
    }

    private static StructGetter? Getter(MethodInfo? method)
    {
        if (method == null) return null;
        if (typeof(T).IsValueType) return method.CreateDelegate<StructGetter>();
        Func<T, TValue> get = method.CreateDelegate<Func<T, TValue>>();
        return (ref owner) => get(owner);
    }

    private static StructSetter? Setter(MethodInfo? method)
    {
        if (method == null) return null;
        if (typeof(T).IsValueType) return method.CreateDelegate<StructSetter>();
        Action<T, TValue> set = method.CreateDelegate<Action<T, TValue>>();
        return (ref owner, value) => set(owner, value);
    }

    private static void SetField(FieldInfo field, ref T owner, TValue value)
    {
        // Reflection sets the field of a box; for a struct the box is a copy.
        object box = owner!;
        field.SetValue(box, value);
        if (typeof(T).IsValueType) owner = (T)box;
    }
}
