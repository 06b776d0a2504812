using KnowledgeBase.Topics;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>fixes/*.yaml</c>.</summary>
internal static class FixReader
{
    private static readonly string[] Platforms = ["web", "mobile"];
    private static readonly string[] Variants = ["ios", "android", "windows", "mac", "chrome", "edge", "safari", "firefox"];

    internal static IReadOnlyList<Read<Fix>> Read(ContentFolder content) =>
        [.. content.YamlFiles("fixes").Select(file => new Read<Fix>(Read(file.Id, file.Root), file.Root))];

    private static Fix Read(string id, ContentNode root) => new()
    {
        Id = id,
        Means = root.Required("means").Text(),
        Cures = root.Required("cures").Ids(atLeast: 1),
        Minutes = root.Required("minutes").Number(0, 10_000),
        SpendsATry = root.Required("spends-a-try").YesNo(),
        IsAWait = root.Optional("is-a-wait")?.YesNo() ?? false,
        AsksIfDone = root.Optional("asks-if-done")?.YesNo() ?? false,
        Platforms = [.. root.Required("platforms").List(atLeast: 1).Select(platform => platform.OneOf(Platforms))],
        Variants = [.. root.Optional("variants")?.List().Select(variant => variant.OneOf(Variants)) ?? []],
        NotAfter = root.Optional("not-after")?.Ids() ?? [],
        DoneBy = root.Optional("done-by")?.OneOf(TopicReader.AccountJourneys),
        Source = root.Required("source").Text(),
        Reviewed = root.Required("reviewed").Date(),
    };
}
