using Bot.Commands;
using Bot.Storage;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

/// <summary>The unknown wordings come from the sealed transcripts.</summary>
public sealed class UnknownWordingsInStorageTests
{
    [Fact]
    public async Task Are_found_in_talks_of_the_time_asked_for_and_nowhere_else()
    {
        await using var storage = await TestStorage.OpenAsync([new("Storage:Provider", "InMemory"), new("Storage:KeyRing", Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}"))]);
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", "zebra stripes on my lavender curtain", TestTurns.Key("one")), TestContext.Current.CancellationToken);
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", "my account is locked", TestTurns.Key("two")), TestContext.Current.CancellationToken);

        var found = await FindAsync(storage, TestTurns.Start.AddDays(-1));
        var later = await FindAsync(storage, TestTurns.Start.AddDays(1));

        found.Should().ContainSingle().Which.Text.Should().Be("zebra stripes on my lavender curtain");
        later.Should().BeEmpty();
    }

    private static Task<IReadOnlyList<KnowledgeBase.Recognition.Unknown.UnknownWording>> FindAsync(TestStorage storage, DateTimeOffset since) =>
        UnknownWordingsCommand.FindAsync(storage.Get<IAssistantDatabase>(), storage.Store, Assistant.Recogniser, since, TestContext.Current.CancellationToken);
}
