namespace Tests.Given;

/// <summary>The quickest of several runs: what the work itself takes, whatever else the machine is doing. It tells linear from quadratic work, no more.</summary>
internal static class Fastest
{
    private const int Runs = 7;

    internal static TimeSpan Of(Action work) => Enumerable.Range(0, Runs).Min(_ =>
    {
        var started = TimeProvider.System.GetTimestamp();
        work();

        return TimeProvider.System.GetElapsedTime(started);
    });
}
