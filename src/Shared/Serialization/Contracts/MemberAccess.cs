using System.Reflection;

namespace Cluster.Serialization.Contracts;

/// <summary>Gets and sets one property or field. Properties go through delegates, without boxing; fields through reflection.</summary>
internal sealed class MemberAccess<TOwner, T>
{
    private delegate T StructGetter(ref TOwner owner);

    private delegate void StructSetter(ref TOwner owner, T value);

    private readonly StructGetter? _get;
    private readonly StructSetter? _set;

    internal MemberAccess(MemberInfo info)
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

    internal bool CanGet => _get is not null;

    internal bool CanSet => _set is not null;

    internal T Get(ref TOwner owner) => _get!(ref owner);

    /// <summary>Sets it; where there is no setter, nothing.</summary>
    internal void Set(ref TOwner owner, T value) => _set?.Invoke(ref owner, value);

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
