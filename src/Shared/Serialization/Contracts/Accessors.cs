using System.Reflection;

namespace Cluster.Serialization.Contracts;

internal static class Accessors
{
    public static bool IsWritable(MemberInfo info) =>
        info is FieldInfo field ? !field.IsInitOnly : ((PropertyInfo)info).GetSetMethod() != null;
}
