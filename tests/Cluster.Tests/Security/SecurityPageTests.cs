using System.Text.RegularExpressions;

namespace Cluster.Tests.Security;

/// <summary>What <c>SECURITY.md</c> promises names its tests, and they are there.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Page_OfSecurity_NamesTestsThatExist()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md"));
        string[] named = [.. Names().Matches(page).Select(static match => match.Groups[1].Value).Distinct()];
        HashSet<string> there = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).OfType<string>()];
        Assert.InRange(named.Length, 10, 100);
        Assert.Empty(named.Except(there));
    }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex Names();
}
