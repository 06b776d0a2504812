using System.Runtime.InteropServices;

namespace Tests.Given;

/// <summary>The quickest of several runs: what the work itself takes, whatever else the machine is doing. It tells linear from quadratic work, no more.</summary>
internal static class Fastest
{
    private const int Runs = 7;
    private const int ThreadCpuClock = 3;

    internal static TimeSpan Of(Action work, int runs = Runs) => Enumerable.Range(0, runs).Min(_ =>
    {
        var started = Now();
        work();

        return Now() - started;
    });

    /// <summary>On Linux the processor time of this thread: it stands still while another process has the processor.</summary>
    private static TimeSpan Now() => OperatingSystem.IsLinux() && ReadClock(ThreadCpuClock, out var used) == 0
        ? TimeSpan.FromSeconds(used.Seconds) + TimeSpan.FromMicroseconds(used.Nanoseconds / 1_000.0)
        : TimeProvider.System.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out ClockReading reading);

    [StructLayout(LayoutKind.Sequential)]
    private struct ClockReading
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
