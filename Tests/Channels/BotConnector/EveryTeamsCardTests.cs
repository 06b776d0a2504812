using System.Text;
using System.Text.Json;
using Bot.Activities;
using Bot.Channels.BotConnector;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Tests.Transcripts;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>All that is said in any transcript, as Teams gets it.</summary>
public sealed class EveryTeamsCardTests(ITestOutputHelper output)
{
    /// <summary>Teams refuses larger cards.</summary>
    private const int MostBytes = 28 * 1024;

    private static readonly ConversationKey Key = new(TeamsCards.Channel, "a:1-personal");

    private static readonly ChannelReference Reference = new("https://smba.example/amer/", "https://api.botframework.com", TeamsCards.Channel, "28:bot", "29:ada", new ConversationAccount("a:1-personal"));

    /// <summary>Every part that we draw, with its properties, as Microsoft's schema of cards has them. All are of version 1.5 or older.</summary>
    private static readonly Dictionary<string, string[]> Parts = new()
    {
        ["AdaptiveCard"] = ["type", "$schema", "version", "fallbackText", "body"],
        ["TextBlock"] = ["type", "text", "wrap", "style", "isSubtle", "spacing", "separator"],
        ["RichTextBlock"] = ["type", "inlines", "spacing", "separator"],
        ["TextRun"] = ["type", "text"],
        ["Container"] = ["type", "items", "spacing", "separator"],
        ["ColumnSet"] = ["type", "columns", "spacing", "separator"],
        ["Column"] = ["type", "width", "items", "verticalContentAlignment"],
        ["ActionSet"] = ["type", "actions", "spacing", "separator"],
        ["Action.Execute"] = ["type", "title", "verb", "data", "tooltip"],
    };

    [Theory]
    [InlineData(null)]
    [InlineData("es")]
    public async Task Fits_into_Teams_and_says_the_same_without_cards(string? spokenIn)
    {
        var said = new Dictionary<string, TranscriptEntry>();
        foreach (var name in TranscriptFile.Names)
        {
            await TranscriptRun.OfAsync(TranscriptFile.Read(name), spokenIn, entry => said[$"{entry.Reply!.Wording} {entry.Reply.Text} {entry.Reply.Card?.AsText()} {string.Join(',', entry.Reply.Choices)}"] = entry);
        }

        var faults = said.Values.SelectMany(FaultsOf).Distinct().ToList();

        output.WriteLine($"{said.Count} different replies, {said.Values.Count(entry => Cards(Asking(entry)).Any())} with a card; the largest has {said.Values.Max(entry => Size(Asking(entry)))} bytes.");
        said.Should().HaveCountGreaterThan(500);
        faults.Should().BeEmpty();
    }

    private static IEnumerable<string> FaultsOf(TranscriptEntry entry)
    {
        var reply = entry.Reply!;
        var asking = Asking(entry);
        if (string.IsNullOrWhiteSpace(asking.Text))
        {
            yield return $"{reply.Wording} has no text";
        }

        if (asking.SuggestedActions is not null)
        {
            yield return $"{reply.Wording} has suggested actions";
        }

        if (reply.HasButtons != Cards(asking).SelectMany(JsonReading.Objects).Any(part => part.Text("type") == "Action.Execute"))
        {
            yield return $"{reply.Wording} should have buttons just when there is something to press";
        }

        (Activity, string)[] later = reply.HasButtons
            ? [(ConnectorActivities.WriteAnswered(entry, Key, Reference, "Your answer: yes"), "answered"), (ConnectorActivities.WriteAnswered(entry, Key, Reference, null), "closed")]
            : [];
        foreach (var (activity, when) in later.Prepend((asking, "asked")))
        {
            foreach (var fault in FaultsOf(activity).Select(fault => $"{reply.Wording}, {when}: {fault}"))
            {
                yield return fault;
            }

            if (when != "asked" && Cards(activity).SelectMany(JsonReading.Objects).Any(part => part.Text("type")?.StartsWith("Action", StringComparison.Ordinal) == true))
            {
                yield return $"{reply.Wording}, {when}: still has buttons";
            }
        }
    }

    private static IEnumerable<string> FaultsOf(Activity activity)
    {
        if (Size(activity) > MostBytes)
        {
            yield return $"{Size(activity)} bytes";
        }

        foreach (var card in Cards(activity))
        {
            if (card.Text("version") != "1.5" || string.IsNullOrWhiteSpace(card.Text("fallbackText")) || card.GetProperty("body").GetArrayLength() == 0)
            {
                yield return "needs version 1.5, a text for those who see no card, and a body";
            }

            foreach (var part in JsonReading.Objects(card).Where(part => part.TryGetProperty("type", out _)))
            {
                var type = part.Text("type")!;
                if (!Parts.TryGetValue(type, out var known) || part.EnumerateObject().Any(property => !known.Contains(property.Name)))
                {
                    yield return $"{type} is not known, or has something that is not: {part.GetRawText()}";
                }

                if (type == "ActionSet" && part.GetProperty("actions").GetArrayLength() is 0 or > 6)
                {
                    yield return "Teams draws six buttons of a set";
                }
            }
        }
    }

    private static Activity Asking(TranscriptEntry entry) => ConnectorActivities.Write(entry, Key, Reference, replyTo: null);

    private static IEnumerable<JsonElement> Cards(Activity activity) => (activity.Attachments ?? []).Select(attachment => JsonSerializer.Deserialize<JsonElement>(attachment.Content!.Value.Text));

    private static int Size(Activity activity) => Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(activity, ActivityJson.Default.Activity));
}
