using System.Reflection;

namespace MessagePack.Formatters;

/// <summary>One property or field of a type, with the accessors that the wire needs.</summary>
internal abstract class Member<T>(string name)
{
    public string Name { get; } = name;

    public abstract bool CanSet { get; }

    /// <summary>What a constructor gets when the bytes did not have this member.</summary>
    public abstract object? Default { get; }

    public abstract void Write(ref MessagePackWriter writer, ref T owner, MessagePackSerializerOptions options);

    public abstract object? Read(ref MessagePackReader reader, MessagePackSerializerOptions options);

    /// <summary>Reads and sets; where there is no setter the value is read for nothing.</summary>
    public abstract void ReadInto(ref MessagePackReader reader, ref T owner, MessagePackSerializerOptions options);

    public abstract void Set(ref T owner, object? value);

    public static Member<T> Of(MemberInfo info)
    {
        Type value = info is PropertyInfo property ? property.PropertyType : ((FieldInfo)info).FieldType;
        return (Member<T>)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(typeof(T), value), info)!;
    }
}
