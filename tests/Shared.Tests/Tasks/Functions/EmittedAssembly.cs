using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>An assembly that this program does not depend on, in a file. Each build of it has a version id of its own.</summary>
internal static class EmittedAssembly
{
    /// <summary>Writes <c>static class Functions { static int Run(WorkerContext) … }</c> into <c>name.dll</c>.</summary>
    /// <param name="directory">Gets the file.</param>
    /// <param name="name">Of the assembly.</param>
    /// <param name="result">What the function returns, unless it returns what another one does.</param>
    /// <param name="callee">A function of another assembly, which this one then depends on.</param>
    internal static string Write(string directory, string name, int result, MethodInfo? callee = null)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule(name).DefineType("Functions", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        ILGenerator code = type.DefineMethod("Run", MethodAttributes.Static | MethodAttributes.Public, typeof(int), [typeof(WorkerContext)]).GetILGenerator();
        if (callee is null)
        {
            code.Emit(OpCodes.Ldc_I4, result);
        }
        else
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Call, callee);
        }

        code.Emit(OpCodes.Ret);
        type.CreateType();
        string path = Path.Combine(directory, $"{name}.dll");
        // Another file, where the one that was there may be mapped.
        File.Delete(path);
        assembly.Save(path);
        return path;
    }

    /// <summary>The function, loaded as a program loads a plug-in.</summary>
    internal static MethodInfo Load(string path, bool isCollectible = false) =>
        new AssemblyLoadContext("plug-in", isCollectible).LoadFromAssemblyPath(path).GetType("Functions")!.GetMethod("Run")!;
}
