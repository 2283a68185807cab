using System.Reflection;
using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>One property or field of a type, as formatters write it.</summary>
internal abstract class Member<T>(string name) : ObjectMember<T>(name)
{
    public abstract void Write(ref MessagePackWriter writer, ref T owner, MessagePackSerializerOptions options);

    public abstract object? Read(ref MessagePackReader reader, MessagePackSerializerOptions options);

    /// <summary>Reads and sets; where there is no setter the value is read for nothing.</summary>
    public abstract void ReadInto(ref MessagePackReader reader, ref T owner, MessagePackSerializerOptions options);

    public static Member<T> Of(MemberInfo info)
    {
        Type value = info is PropertyInfo property ? property.PropertyType : ((FieldInfo)info).FieldType;
        return (Member<T>)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(typeof(T), value), info)!;
    }
}
