using System.Reflection;
using Cluster.Serialization.Contracts;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>One property or field of a type, as values are written.</summary>
internal abstract class ValueMember<TOwner>(string name) : ObjectMember<TOwner>(name)
{
    internal abstract void Write(ref MessagePackWriter writer, ref TOwner owner, ValueScope scope);

    internal abstract object? Read(ref MessagePackReader reader, ValueScope scope);

    /// <summary>Reads and sets; where there is no setter the value is read for nothing.</summary>
    internal abstract void ReadInto(ref MessagePackReader reader, ref TOwner owner, ValueScope scope);

    internal static ValueMember<TOwner> Of(MemberInfo info)
    {
        Type type = info is PropertyInfo property ? property.PropertyType : ((FieldInfo)info).FieldType;
        const BindingFlags Constructor = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        return (ValueMember<TOwner>)Activator.CreateInstance(
            typeof(ValueMember<,>).MakeGenericType(typeof(TOwner), type), Constructor, null, [info], null)!;
    }
}
