using System.Diagnostics;

namespace Bench.Sides;

/// <summary>The product as the bench starts it: as shipped, but for limits that hold one client back.</summary>
internal static class Product
{
    internal const string Secret = "a secret for the bench only";

    private const string NoLimit = "1000000";

    internal static string Program => Path.Combine(AppContext.BaseDirectory, "Bot.dll");

    internal static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["DirectLine__Secret"] = Secret,
        ["Limits__MessageBurst"] = NoLimit,
        ["Limits__MessagesPerSecond"] = NoLimit,
        ["Limits__ConnectionsPerAddress"] = NoLimit,
        ["Limits__TokensPerMinute"] = NoLimit,
        ["Limits__ConversationsPerHour"] = NoLimit,
    };

    /// <summary>For the data of one run. Beside the program and not in the system's folder for temporary files, which may be in memory, where an fsync costs nothing.</summary>
    internal static string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "runs", $"{name}-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}")).FullName;
}
