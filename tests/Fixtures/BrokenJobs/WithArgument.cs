namespace BrokenJobs;

public sealed class WithArgument(string name) : BrokenDefinition
{
    public override string Name => name;
}
