using System.Reflection;
using System.Reflection.Emit;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>
/// A user's types carry the attributes of the MessagePack package, while the serializer here has its own: they must count all the same.
/// </summary>
public sealed class AttributesByNameTests
{
    [Fact]
    public void Serialize_TypeMarkedWithAnotherAssemblysAttributes_IsAnArrayByKey()
    {
        if (Wire.IsPackage) Assert.Skip("The package knows its own attributes only.");
        ModuleBuilder module = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("MessagePack.Annotations"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("main");
        Type marked = DefineAttribute(module, "MessagePack.MessagePackObjectAttribute", "KeyAsPropertyName", typeof(bool));
        Type key = DefineAttribute(module, "MessagePack.KeyAttribute", "IntKey", typeof(int?), "StringKey");
        TypeBuilder builder = module.DefineType("User", TypeAttributes.Public);
        builder.SetCustomAttribute(new CustomAttributeBuilder(marked.GetConstructor([typeof(bool)])!, [false]));
        PropertyBuilder property = DefineProperty(builder, "Number", typeof(int), withSetter: true, out _);
        property.SetCustomAttribute(new CustomAttributeBuilder(key.GetConstructor([typeof(int)])!, [1]));
        Type user = builder.CreateType();

        object value = Activator.CreateInstance(user)!;
        user.GetProperty("Number")!.SetValue(value, 5);

        Assert.Equal("92c005", Convert.ToHexStringLower(Serialize(user, value)));
    }

    // An attribute whose one constructor argument is its property; a further property is always null.
    private static Type DefineAttribute(ModuleBuilder module, string name, string property, Type type, string? always = null)
    {
        TypeBuilder builder = module.DefineType(name, TypeAttributes.Public, typeof(Attribute));
        DefineProperty(builder, property, type, withSetter: false, out FieldBuilder field);
        if (always != null) DefineProperty(builder, always, typeof(string), withSetter: false, out _);
        Type argument = Nullable.GetUnderlyingType(type) ?? type;
        ILGenerator code = builder.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [argument]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [])!);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        if (argument != type) code.Emit(OpCodes.Newobj, type.GetConstructor([argument])!);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        return builder.CreateType();
    }

    private static PropertyBuilder DefineProperty(TypeBuilder builder, string name, Type type, bool withSetter, out FieldBuilder field)
    {
        field = builder.DefineField("_" + name, type, FieldAttributes.Private);
        PropertyBuilder property = builder.DefineProperty(name, PropertyAttributes.None, type, null);
        MethodBuilder getter = builder.DefineMethod("get_" + name, MethodAttributes.Public, type, []);
        ILGenerator code = getter.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
        if (!withSetter) return property;
        MethodBuilder setter = builder.DefineMethod("set_" + name, MethodAttributes.Public, null, [type]);
        code = setter.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        property.SetSetMethod(setter);
        return property;
    }

    private static byte[] Serialize(Type type, object value)
    {
        MethodInfo method = typeof(AttributesByNameTests).GetMethod(nameof(SerializeAs), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (byte[])method.MakeGenericMethod(type).Invoke(null, [value])!;
    }

    private static byte[] SerializeAs<T>(object value) => MessagePackSerializer.Serialize((T)value);
}
