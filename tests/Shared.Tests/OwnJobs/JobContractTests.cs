using System.Reflection;
using System.Xml.Linq;
using Cluster.Jobs;

namespace Cluster.Tests.OwnJobs;

/// <summary>What somebody who writes a job can use.</summary>
public sealed class JobContractTests
{
    private static readonly Assembly Contract = typeof(IJob).Assembly;

    [Fact]
    public void PublicTypes_OfTheContract_AreThese() => Assert.Equal(
        [
            "Cluster.Jobs.Chunk", "Cluster.Jobs.ChunkPlan", "Cluster.Jobs.ChunkSizes", "Cluster.Jobs.IJob", "Cluster.Jobs.IJobDefinition", "Cluster.Jobs.IReduction",
            "Cluster.Jobs.InputUse", "Cluster.Jobs.JobFile", "Cluster.Jobs.JobFileContent", "Cluster.Jobs.JobFileException", "Cluster.Jobs.JobInput",
            "Cluster.Jobs.JobOption", "Cluster.Jobs.JobParameterException", "Cluster.Jobs.JobParameters", "Cluster.Jobs.JobResult", "Cluster.Jobs.MapContext",
            "Cluster.Jobs.ResultField", "Cluster.Jobs.SharedCounters", "Cluster.Jobs.SharedCounters+Hold",
            "Cluster.Numerics.ArrayLayout", "Cluster.Numerics.ArrayOrder", "Cluster.Numerics.ArrayView", "Cluster.Numerics.ElementType",
            "Cluster.Numerics.ElementTypes", "Cluster.Numerics.IElementGenerator", "Cluster.Numerics.NormalGenerator", "Cluster.Numerics.OpenUniformGenerator",
            "Cluster.Numerics.OutputView", "Cluster.Numerics.Philox4x32", "Cluster.Numerics.RandomElements", "Cluster.Numerics.UniformGenerator",
        ],
        PublicTypes().Select(static type => type.FullName!).Order(StringComparer.Ordinal));

    [Fact]
    public void Documentation_OfEveryPublicMember_IsThere()
    {
        string[] documented =
        [
            .. XDocument.Load(Path.ChangeExtension(Contract.Location, ".xml")).Descendants("member")
                .Where(static member => member.HasElements).Select(static member => member.Attribute("name")!.Value.Split('(')[0]),
        ];
        string[] members = [.. PublicTypes().SelectMany(NamesOf)];
        Assert.True(members.Length > 100);
        Assert.Empty(members.Except(documented));
    }

    private static IEnumerable<Type> PublicTypes() =>
        Contract.GetExportedTypes().Where(static type => type.Namespace is "Cluster.Jobs" or "Cluster.Numerics");

    // As the compiler names them, without parameters. What it writes itself for records has no source to document.
    private static IEnumerable<string> NamesOf(Type type)
    {
        string owner = type.FullName!.Replace('+', '.');
        yield return $"T:{owner}";
        HashSet<string> positional = [.. type.GetConstructors().SelectMany(static one => one.GetParameters()).Select(static one => one.Name!)];
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(own))
        {
            if (member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false)) continue;
            switch (member)
            {
                case PropertyInfo when !positional.Contains(member.Name) && member.Name != "EqualityContract": yield return $"P:{owner}.{member.Name}"; break;
                case FieldInfo { IsSpecialName: false }: yield return $"F:{owner}.{member.Name}"; break;
                case MethodInfo { IsSpecialName: false } method when !IsOfEveryObject(method):
                    yield return $"M:{owner}.{member.Name}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}";
                    break;
                default: break;
            }
        }
    }

    private static bool IsOfEveryObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object) || method.Name is "Equals" or "Deconstruct";
}
