using System.Reflection;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A member with its type. Properties go through delegates, without boxing; fields through reflection.</summary>
internal sealed class ValueMember<TOwner, T> : ValueMember<TOwner>
{
    private delegate T StructGetter(ref TOwner owner);

    private delegate void StructSetter(ref TOwner owner, T value);

    private readonly StructGetter? _get;
    private readonly StructSetter? _set;

    internal ValueMember(MemberInfo info)
        : base(info.Name)
    {
        if (info is FieldInfo field)
        {
            _get = (ref owner) => (T)field.GetValue(owner)!;
            if (!field.IsInitOnly) _set = (ref owner, value) => SetField(field, ref owner, value);
            return;
        }

        var property = (PropertyInfo)info;
        _get = Getter(property.GetGetMethod());
        _set = Setter(property.GetSetMethod());
    }

    internal override bool CanSet => _set is not null;

    internal override object? Default => default(T);

    internal override void Write(ref MessagePackWriter writer, ref TOwner owner, ValueScope scope)
    {
        if (_get is null)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            FormatterOf<T>.Instance.Write(ref writer, _get(ref owner), scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, Name))
        {
            throw;
        }
    }

    internal override object? Read(ref MessagePackReader reader, ValueScope scope) => ReadValue(ref reader, scope);

    internal override void ReadInto(ref MessagePackReader reader, ref TOwner owner, ValueScope scope)
    {
        T value = ReadValue(ref reader, scope);
        _set?.Invoke(ref owner, value);
    }

    internal override void Set(ref TOwner owner, object? value) => _set!(ref owner, (T)value!);

    private T ReadValue(ref MessagePackReader reader, ValueScope scope)
    {
        try
        {
            return FormatterOf<T>.Instance.Read(ref reader, scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, Name))
        {
            throw;
        }
    }

    private static StructGetter? Getter(MethodInfo? method)
    {
        if (method is null) return null;
        if (typeof(TOwner).IsValueType) return method.CreateDelegate<StructGetter>();
        Func<TOwner, T> get = method.CreateDelegate<Func<TOwner, T>>();
        return (ref owner) => get(owner);
    }

    private static StructSetter? Setter(MethodInfo? method)
    {
        if (method is null) return null;
        if (typeof(TOwner).IsValueType) return method.CreateDelegate<StructSetter>();
        Action<TOwner, T> set = method.CreateDelegate<Action<TOwner, T>>();
        return (ref owner, value) => set(owner, value);
    }

    private static void SetField(FieldInfo field, ref TOwner owner, T value)
    {
        // Reflection sets the field of a box; for a struct the box is a copy.
        object box = owner!;
        field.SetValue(box, value);
        if (typeof(TOwner).IsValueType) owner = (TOwner)box;
    }
}
