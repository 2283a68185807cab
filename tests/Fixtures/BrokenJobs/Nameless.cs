namespace BrokenJobs;

public sealed class Nameless : BrokenDefinition
{
    public override string Name => "Two Words";
}
