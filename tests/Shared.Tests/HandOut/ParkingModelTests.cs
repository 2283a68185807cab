namespace Cluster.Tests.HandOut;

/// <summary>
/// The handshake of <c>BoardWorker.TryPark</c> and <c>BoardOwner.Begin</c>, and in the other direction that of <c>MustRing</c> and
/// <c>SetAsleep</c>, in every order that
/// a processor with store buffers allows: nobody sleeps over news. Without the fences somebody does, so the model would show it.
/// </summary>
/// <remarks>
/// Each side stores its own word and then reads the other's. A store lies in the side's buffer until it is flushed, at any later time; a
/// fence waits for that.
/// <code>
///   sleeper: mark ← 1; fence; news? go on : sleep          bringer: news ← 1; fence; mark? send a message : nothing
/// </code>
/// </remarks>
public sealed class ParkingModelTests
{
    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    public void Handshake_InEveryOrder_LosesNoWakeUpWithBothFences(bool sleeperFences, bool bringerFences, bool loses)
    {
        var seen = new HashSet<State>();
        Visit(default, sleeperFences, bringerFences, seen);
        Assert.Equal(loses, seen.Any(static state => state.IsLost));
        Assert.Contains(seen, static state => state.Sleeper == Step.Slept && state.Message);
        Assert.Contains(seen, static state => state.Sleeper == Step.WentOn);
    }

    private static void Visit(State state, bool sleeperFences, bool bringerFences, HashSet<State> seen)
    {
        if (!seen.Add(state)) return;
        foreach (State next in Next(state, sleeperFences, bringerFences)) Visit(next, sleeperFences, bringerFences, seen);
    }

    private static IEnumerable<State> Next(State s, bool sleeperFences, bool bringerFences)
    {
        if (s.MarkBuffered) yield return s with { MarkBuffered = false, Mark = true };
        if (s.NewsBuffered) yield return s with { NewsBuffered = false, News = true };
        if (s.Sleeper == Step.Begun) yield return s with { MarkBuffered = true, Sleeper = Step.Stored };
        if (s.Sleeper == Step.Stored && !(sleeperFences && s.MarkBuffered))
            yield return s with { Sleeper = s.News ? Step.WentOn : Step.Slept };
        if (s.Bringer == Step.Begun) yield return s with { NewsBuffered = true, Bringer = Step.Stored };
        if (s.Bringer == Step.Stored && !(bringerFences && s.NewsBuffered)) yield return s with { Bringer = Step.WentOn, Message = s.Mark };
    }

    private enum Step
    {
        Begun,
        Stored,
        Slept,
        WentOn,
    }

    private readonly record struct State(
        Step Sleeper, Step Bringer, bool Mark, bool MarkBuffered, bool News, bool NewsBuffered, bool Message)
    {
        // Both have done all they do, and one sleeps although there is news and no message.
        internal bool IsLost => Sleeper == Step.Slept && Bringer == Step.WentOn && !MarkBuffered && !NewsBuffered && !Message;
    }
}
