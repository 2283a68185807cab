using System.Reflection;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>One property or field of a type, with the accessors that the wire needs.</summary>
internal abstract class ValueMember<TOwner>(string name)
{
    internal string Name { get; } = name;

    internal abstract bool CanSet { get; }

    /// <summary>What a constructor gets when the bytes did not have this member.</summary>
    internal abstract object? Default { get; }

    internal abstract void Write(ref MessagePackWriter writer, ref TOwner owner, ValueScope scope);

    internal abstract object? Read(ref MessagePackReader reader, ValueScope scope);

    /// <summary>Reads and sets; where there is no setter the value is read for nothing.</summary>
    internal abstract void ReadInto(ref MessagePackReader reader, ref TOwner owner, ValueScope scope);

    internal abstract void Set(ref TOwner owner, object? value);

    internal static ValueMember<TOwner> Of(MemberInfo info)
    {
        Type type = info is PropertyInfo property ? property.PropertyType : ((FieldInfo)info).FieldType;
        const BindingFlags Constructor = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        return (ValueMember<TOwner>)Activator.CreateInstance(
            typeof(ValueMember<,>).MakeGenericType(typeof(TOwner), type), Constructor, null, [info], null)!;
    }
}
