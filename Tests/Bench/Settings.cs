using System.Diagnostics;

namespace Bench;

/// <summary>Runtime settings that are the same for every process of a run, so that its ratios compare like with like.</summary>
internal static class Settings
{
    /// <summary>Without it a busy server on few CPUs stays in unoptimised code for tens of seconds, and the run would measure that.</summary>
    private const string CallCountingDelay = "DOTNET_TC_CallCountingDelayMs";

    /// <summary>The dotnet that runs us; a start by hand finds it on the path.</summary>
    internal static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    internal static string Program => Path.Combine(AppContext.BaseDirectory, "Bench.dll");

    internal static bool Apply => Environment.GetEnvironmentVariable(CallCountingDelay) == "0";

    internal static string Description => $"{CallCountingDelay}=0 for every side";

    /// <summary>The runtime reads its settings only when it starts.</summary>
    internal static async Task<int> RunAgainAsync(string[] args)
    {
        var start = new ProcessStartInfo(DotNet, [Program, .. args]);
        start.Environment[CallCountingDelay] = "0";
        using var again = Process.Start(start)!;
        await again.WaitForExitAsync();

        return again.ExitCode;
    }
}
