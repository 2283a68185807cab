using System.Reflection;
using Cluster.Serialization.Contracts;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A member with its type.</summary>
internal sealed class ValueMember<TOwner, T> : ValueMember<TOwner>
{
    private readonly MemberAccess<TOwner, T> _access;

    internal ValueMember(MemberInfo info)
        : base(info.Name) => _access = new MemberAccess<TOwner, T>(info);

    internal override bool CanSet => _access.CanSet;

    internal override object? Default => default(T);

    internal override void Write(ref MessagePackWriter writer, ref TOwner owner, ValueScope scope)
    {
        if (!_access.CanGet)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            FormatterOf<T>.Instance.Write(ref writer, _access.Get(ref owner), scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, Name))
        {
            throw;
        }
    }

    internal override object? Read(ref MessagePackReader reader, ValueScope scope) => ReadValue(ref reader, scope);

    internal override void ReadInto(ref MessagePackReader reader, ref TOwner owner, ValueScope scope) => _access.Set(ref owner, ReadValue(ref reader, scope));

    internal override void Set(ref TOwner owner, object? value) => _access.Set(ref owner, (T)value!);

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
}
