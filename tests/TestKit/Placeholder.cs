namespace Cluster.TestKit;
internal static class Placeholder;
