using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>The task of the matrix: half a number. On the way there, and on the way back, its worker may be made to fail.</summary>
internal static class FaultyTask
{
    internal static Half Halve(int number)
    {
        Reach(FaultPoint.Run);
        return new Half { Value = number / 2.0 };
    }

    // Only a worker that is to fail has it.
    private static void Reach(FaultPoint point) => (AppContext.GetData(FaultPlan.HookName) as Action<string>)?.Invoke(point.ToString());

    /// <summary>What it gives; it is read from when it is written for its way back.</summary>
    internal sealed class Half
    {
        private readonly double _value;

        public double Value
        {
            get
            {
                Reach(FaultPoint.Encode);
                return _value;
            }

            init => _value = value;
        }
    }
}
