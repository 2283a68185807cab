using System.Reflection;
using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>A member with its type.</summary>
internal sealed class Member<T, TValue> : Member<T>
{
    private readonly MemberAccess<T, TValue> _access;

    public Member(MemberInfo info)
        : base(info.Name) => _access = new MemberAccess<T, TValue>(info);

    internal override bool CanSet => _access.CanSet;

    internal override object? Default { get; } = default(TValue);

    public override void Write(ref MessagePackWriter writer, ref T owner, MessagePackSerializerOptions options)
    {
        if (!_access.CanGet)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            options.Formatter<TValue>().Serialize(ref writer, _access.Get(ref owner), options);
        }
        catch (Exception ex) when (FailureSite.Note(ex, typeof(T), Name))
        {
            throw;
        }
    }

    public override object? Read(ref MessagePackReader reader, MessagePackSerializerOptions options) => ReadValue(ref reader, options);

    public override void ReadInto(ref MessagePackReader reader, ref T owner, MessagePackSerializerOptions options) => _access.Set(ref owner, ReadValue(ref reader, options));

    internal override void Set(ref T owner, object? value) => _access.Set(ref owner, (TValue)value!);

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
}
