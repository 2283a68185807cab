using Cluster.Stress.Campaigns;

namespace Cluster.Stress;

/// <summary>All campaigns, in the order in which they run.</summary>
internal static class CampaignList
{
    internal static IReadOnlyList<ICampaign> All { get; } =
        [new Kills(), new Mix(), new Coordinators(), new Interruptions(), new Crowd(), new ManyCalls(), new Disposal(), new Cancels()];
}
