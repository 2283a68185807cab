using System.Reflection;

namespace MessagePack.Formatters;

internal static class Accessors
{
    public static bool IsWritable(MemberInfo info) =>
        info is FieldInfo field ? !field.IsInitOnly : ((PropertyInfo)info).GetSetMethod() != null;
}
